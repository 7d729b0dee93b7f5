use genai_runtime::llm_span;

trait Stream {
    type Item;
}

struct Chunks;

impl Stream for Chunks {
    type Item = u8;
}

#[llm_span(system = "openai", model = "m")]
async fn chunks() -> Result<impl Stream<Item = u8>, std::io::Error> {
    Ok(Chunks)
}

fn main() {}
