use genai_runtime::UsageReport;

struct Tokens;

#[derive(UsageReport)]
struct Reply { #[usage(nested)] usage: Tokens }

fn main() {}
