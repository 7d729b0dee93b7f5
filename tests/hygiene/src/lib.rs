//! An annotated `no_std` library.

#![no_std]

extern crate alloc;

use alloc::boxed::Box;
use alloc::string::String;
use core::future::Future;
use core::pin::Pin;

use otel_genai::{Usage, UsageReport, attributes, chain_step, llm_span, record};

/// A model's reply.
#[derive(Debug, Clone, Default, UsageReport)]
#[usage(crate = ::otel_genai)]
pub struct Reply {
    /// The answer.
    pub text: String,
    /// Input tokens.
    pub input_tokens: u32,
    /// Output tokens.
    pub output_tokens: Option<u32>,
}

/// Calls a model.
///
/// # Errors
///
/// None.
#[llm_span(crate = ::otel_genai, system = "openai", model = model, max_tokens = 5)]
pub fn ask(model: &str, prompt: &str) -> Result<Reply, core::fmt::Error> {
    record(attributes! { "app.length" = prompt.len() });
    Ok(Reply {
        text: prompt.into(),
        input_tokens: 1,
        output_tokens: Some(2),
    })
}

/// Calls a model asynchronously.
#[llm_span(crate = ::otel_genai, system = "openai", model = "later")]
pub async fn ask_later(prompt: &str) -> Option<Usage> {
    (!prompt.is_empty()).then(Usage::new)
}

/// Returns a boxed future.
#[chain_step(crate = ::otel_genai, attributes("app.text" = text))]
pub fn boxed(text: String) -> Pin<Box<dyn Future<Output = usize> + Send>> {
    Box::pin(async move { text.len() })
}
