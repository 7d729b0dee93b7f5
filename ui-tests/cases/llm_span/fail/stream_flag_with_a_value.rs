use genai_runtime::llm_span;

#[llm_span(system = "openai", model = "m", usage = none, stream = true)]
fn nothing() {}

type Chunks = futures::stream::BoxStream<'static, u8>;

#[llm_span(system = "openai", model = "m", usage = none, stream: true)]
fn chunks() -> Chunks { Box::pin(futures::stream::empty()) }

fn main() {}
