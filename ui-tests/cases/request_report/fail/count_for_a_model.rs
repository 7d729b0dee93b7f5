use genai_runtime::RequestReport;

#[derive(RequestReport)]
struct Ask { model: u32 }

fn main() {}
