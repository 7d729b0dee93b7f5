use genai_runtime::RequestReport;

#[derive(RequestReport)]
struct Ask { #[request(nested, with = convert)] sampling: u8 }

fn main() {}
