use genai_runtime::RequestReport;

#[derive(RequestReport)]
struct Ask { stream: String }

fn main() {}
