use genai_runtime::UsageReport;

#[derive(UsageReport)]
struct Tokens {
    input_tokens: u32,
}

#[derive(UsageReport)]
enum Event {
    #[usage(nested)]
    Usage(Tokens),
    #[usage(skip)]
    Other { output_tokens: u32 },
    #[usage(bogus)]
    Ping,
    Counted { input_tokens: u32 },
}

fn main() {}
