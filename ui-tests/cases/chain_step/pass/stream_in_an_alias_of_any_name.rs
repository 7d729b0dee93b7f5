#![deny(warnings)]

use futures::Stream;
use futures::stream::{self, BoxStream, StreamExt};
use genai_runtime::{Usage, chain_step, llm_span};

type Fallible<T> = Result<T, String>;

#[chain_step(stream)]
fn opaque() -> Fallible<impl Stream<Item = u8>> {
    Ok(stream::iter([1]))
}

#[llm_span(system = "openai", model = "m", stream)]
async fn boxed() -> Fallible<BoxStream<'static, Usage>> {
    Ok(stream::iter([Usage::new()]).boxed())
}

fn main() {
    let _ = (opaque().is_ok(), boxed());
}
