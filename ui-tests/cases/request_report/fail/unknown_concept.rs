use genai_runtime::RequestReport;

#[derive(RequestReport)]
struct Ask { #[request(max_token)] most: u32 }

fn main() {}
