use genai_runtime::UsageReport;

#[derive(UsageReport)]
struct Reply { input_tokens: String }

fn main() {}
