use genai_runtime::UsageReport;

#[derive(UsageReport)]
struct Reply {
    #[usage(id)]
    name: String,
    #[usage(model)]
    by: String,
    #[usage(prompt_tokens)]
    sent: u32,
    #[usage(index)]
    place: u32,
}

fn main() {}
