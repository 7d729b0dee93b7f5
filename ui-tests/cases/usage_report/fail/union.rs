use genai_runtime::UsageReport;

#[derive(UsageReport)]
union Reply { input_tokens: u32, other: u32 }

fn main() {}
