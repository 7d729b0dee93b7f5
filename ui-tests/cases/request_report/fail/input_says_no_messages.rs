use genai_runtime::RequestReport;

struct Turn;

#[derive(RequestReport)]
struct Ask { #[request(input)] turns: Vec<Turn> }

fn main() {}
