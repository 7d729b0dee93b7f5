//! A chunk of a stream.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use futures_core::Stream;
use genai_runtime::{Usage, llm_span};

use crate::{Work, host, repeated};

/// An endless stream whose chunks have cumulative usage.
struct Chunks(u64);

impl Stream for Chunks {
    type Item = Usage;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Usage>> {
        self.0 += 1;
        Poll::Ready(Some(Usage::new().output(self.0)))
    }
}

#[llm_span(system = "openai")]
fn tokens(model: &str) -> impl Stream<Item = Usage> + use<> {
    Chunks(model.len() as u64)
}

pub(crate) fn chunk() -> Work {
    host::install_tracer();
    let mut chunks = Box::pin(tokens("gpt-4o-mini"));
    repeated(move || {
        let mut task = Context::from_waker(Waker::noop());
        assert!(chunks.as_mut().poll_next(&mut task).is_ready());
    })
}
