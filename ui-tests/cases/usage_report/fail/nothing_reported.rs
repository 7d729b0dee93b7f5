use genai_runtime::UsageReport;

#[derive(UsageReport)]
struct Reply { text: String }

fn report() { assert_report(&Reply { text: String::new() }) }
fn assert_report(_: &impl UsageReport) {}

fn main() {}
