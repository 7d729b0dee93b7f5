use genai_runtime::UsageReport;

#[derive(UsageReport)]
struct Reply { #[usage(input_token)] n: u32 }

fn main() {}
