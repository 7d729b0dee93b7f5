use genai_runtime::RequestReport;

#[derive(RequestReport)]
#[request(cache = "separate")]
struct Ask { seed: u32 }

fn main() {}
