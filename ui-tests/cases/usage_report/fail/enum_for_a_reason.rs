use genai_runtime::UsageReport;

enum FinishReason { Stop }

#[derive(UsageReport)]
struct Reply {
    finish_reason: Option<FinishReason>,
}

fn main() {
    let _ = Reply { finish_reason: Some(FinishReason::Stop) };
}
