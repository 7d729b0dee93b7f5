use genai_runtime::RequestReport;

#[derive(RequestReport)]
enum Ask {
    #[request(skip)]
    Short { model: String },
    Long { model: String, temperature: f64 },
}

fn main() {}
