use genai_runtime::UsageReport;

#[derive(UsageReport)]
struct Reply {
    #[usage(response_id)]
    id: u32,
    prompt_tokens: Option<String>,
    stop_reason: u8,
    output_tokens: u32,
}

fn main() {}
