use genai_runtime::RequestReport;

#[derive(RequestReport)]
union Ask { seed: u32, max_tokens: u32 }

fn main() {}
