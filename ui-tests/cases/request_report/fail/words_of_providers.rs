use genai_runtime::RequestReport;

#[derive(RequestReport)]
struct Ask {
    #[request(messages)]
    turns: Vec<String>,
    #[request(reasoning_effort)]
    effort: String,
}

fn main() {}
