//! Methods that return streams: of an `async_trait` trait, and inherent ones.

use async_trait::async_trait;
use futures::stream::{BoxStream, Stream, StreamExt};
use genai_runtime::llm_span;

use super::script::{Broken, Chunk, Script};

#[async_trait]
pub(crate) trait Answers {
    async fn answer(&self, script: Script) -> Result<BoxStream<'static, Chunk>, Broken>;

    #[llm_span(system = "openai", model = "m")]
    async fn answer_by_default(&self, script: Script) -> BoxStream<'static, Chunk> {
        script.boxed()
    }
}

pub(crate) struct Service;

#[async_trait]
impl Answers for Service {
    #[llm_span(system = "openai", model = "m")]
    async fn answer(&self, script: Script) -> Result<BoxStream<'static, Chunk>, Broken> {
        Ok(script.boxed())
    }
}

impl Service {
    #[llm_span(system = "openai", model = "m")]
    pub(crate) fn method(&self, script: Script) -> impl Stream<Item = Chunk> + use<> {
        let Self = self;
        script
    }
}
