use genai_runtime::RequestReport;

#[derive(RequestReport)]
struct Ask { #[request(input, system_instructions)] text: String }

fn main() {}
