use futures::stream::{self, Stream};
use genai_runtime::llm_span;

struct Chunk;

#[llm_span(system = "openai", model = "m")]
async fn chunks() -> Result<impl Stream<Item = Result<Chunk, std::io::Error>>, std::io::Error> {
    Ok(stream::iter([Ok(Chunk)]))
}

fn main() {}
