use genai_runtime::RequestReport;

#[derive(RequestReport)]
struct Ask { #[request(seed = 7)] seed: u32 }

fn main() {}
