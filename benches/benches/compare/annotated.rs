//! One call to a model, annotated and plain.

use std::future::Future;
use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use genai_runtime::{UsageReport, llm_span};

/// A provider's answer.
#[derive(Debug, UsageReport)]
pub(crate) struct Reply {
    #[usage(response_id)]
    pub(crate) id: String,
    #[usage(response_model)]
    pub(crate) model: String,
    pub(crate) finish_reason: String,
    pub(crate) prompt_tokens: u32,
    pub(crate) completion_tokens: u32,
}

impl Reply {
    pub(crate) fn new() -> Self {
        Self {
            id: "chatcmpl-9a7f3c51d2".to_owned(),
            model: "gpt-4o-mini-2024-07-18".to_owned(),
            finish_reason: "stop".to_owned(),
            prompt_tokens: 1200,
            completion_tokens: 340,
        }
    }
}

pub(crate) const MODEL: &str = "gpt-4o-mini";
pub(crate) const TEMPERATURE: f64 = 0.7;
pub(crate) const MAX_TOKENS: u32 = 256;

/// The work of every side, which takes no time or memory that would hide the cost of instrumentation.
#[inline(never)]
pub(crate) fn answer<'r>(
    model: &str,
    temperature: f64,
    max_tokens: u32,
    reply: &'r Reply,
) -> &'r Reply {
    black_box((model, temperature, max_tokens));
    black_box(reply)
}

#[llm_span(system = "openai")]
pub(crate) async fn complete<'r>(
    model: &str,
    temperature: f64,
    max_tokens: u32,
    reply: &'r Reply,
) -> &'r Reply {
    answer(model, temperature, max_tokens, reply)
}

#[llm_span(system = "openai")]
pub(crate) fn complete_blocking<'r>(
    model: &str,
    temperature: f64,
    max_tokens: u32,
    reply: &'r Reply,
) -> &'r Reply {
    answer(model, temperature, max_tokens, reply)
}

/// The function without an annotation.
pub(crate) async fn complete_plain<'r>(
    model: &str,
    temperature: f64,
    max_tokens: u32,
    reply: &'r Reply,
) -> &'r Reply {
    answer(model, temperature, max_tokens, reply)
}

/// The value of a future that is immediately ready.
///
/// # Panics
///
/// Panics if the future is pending.
#[inline]
pub(crate) fn ready<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("the future is pending"),
    }
}
