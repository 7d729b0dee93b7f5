use genai_runtime::UsageReport;

#[derive(UsageReport)]
struct Choice { #[usage(choice_index)] index: u32 }

fn main() {}
