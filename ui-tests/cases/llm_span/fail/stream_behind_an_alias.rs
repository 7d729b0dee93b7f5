use futures::stream::{self, BoxStream, StreamExt};
use genai_runtime::{Usage, llm_span};

type Chunks = BoxStream<'static, Usage>;

#[llm_span(system = "openai", model = "m")]
async fn chunks() -> Result<Chunks, std::io::Error> {
    Ok(stream::empty().boxed())
}

fn main() {}
