use genai_runtime::RequestReport;

#[derive(RequestReport)]
struct Ask<'a> {
    model: &'a u32,
    temperature: String,
    stream: Option<u8>,
    stop: bool,
    #[request(seed)]
    start: f64,
}

fn main() {}
