use genai_runtime::UsageReport;

#[derive(UsageReport)]
struct Reply { #[usage(input_tokens, nested)] n: u32 }

fn main() {}
