use genai_runtime::RequestReport;

#[derive(RequestReport)]
struct Ask { prompt: String, messages: Vec<String> }

fn main() {}
