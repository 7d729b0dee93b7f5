use genai_runtime::UsageReport;

#[derive(UsageReport)]
struct Reply { #[usage(response_id)] id: u32 }

fn main() {}
