use genai_runtime::RequestReport;

struct Weather;

#[derive(RequestReport)]
struct Ask { #[request(tools)] tools: Vec<Weather> }

fn main() {}
