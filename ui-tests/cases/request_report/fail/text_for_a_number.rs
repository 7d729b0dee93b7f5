use genai_runtime::RequestReport;

#[derive(RequestReport)]
struct Ask { temperature: String }

fn main() {}
