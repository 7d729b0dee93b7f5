use genai_runtime::RequestReport;

struct Sampling;

#[derive(RequestReport)]
struct Ask { #[request(nested)] sampling: Sampling }

fn main() {}
