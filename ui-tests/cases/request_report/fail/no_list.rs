use genai_runtime::RequestReport;

#[derive(RequestReport)]
struct Ask { #[request = "model"] deployment: String, seed: u32 }

fn main() {}
