use genai_runtime::UsageReport;

#[derive(UsageReport)]
#[usage(cache = "apart")]
struct Reply { input_tokens: u32 }

fn main() {}
