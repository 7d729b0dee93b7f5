use std::pin::Pin;

use futures::Stream;
use genai_runtime::{Usage, chain_step, llm_span};

type Chunks<T> = Pin<Box<dyn Stream<Item = T> + Send>>;
type StreamResult<T> = Result<Chunks<T>, std::io::Error>;

mod own {
    pub type BoxFuture<'a, T> = futures::future::BoxFuture<'a, super::StreamResult<T>>;
}

#[chain_step]
async fn texts() -> StreamResult<String> {
    Ok(Box::pin(futures::stream::empty()))
}

#[llm_span(system = "openai", model = "m", usage = manual)]
fn usages() -> StreamResult<Usage> {
    Ok(Box::pin(futures::stream::empty()))
}

#[chain_step]
fn boxed() -> own::BoxFuture<'static, String> {
    Box::pin(async { Ok(Box::pin(futures::stream::empty()) as Chunks<String>) })
}

fn main() {}
