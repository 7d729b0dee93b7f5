use genai_runtime::UsageReport;

#[derive(UsageReport)]
struct Reply { #[usage = "input_tokens"] n: u32, output_tokens: u32 }

fn main() {}
