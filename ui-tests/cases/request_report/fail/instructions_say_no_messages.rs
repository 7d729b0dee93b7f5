use genai_runtime::RequestReport;

#[derive(RequestReport)]
struct Ask { #[request(system_instructions)] persona: u8 }

fn main() {}
