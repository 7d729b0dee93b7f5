//! A library that knows only `core` and `alloc`.

#![no_std]

extern crate alloc;

use alloc::boxed::Box;
use alloc::string::String;
use core::future::Future;
use core::pin::Pin;

use otel_genai::{Usage, UsageReport, attributes, chain_step, llm_span, record};

/// What a model answers.
#[derive(Debug, Clone, Default, UsageReport)]
#[usage(crate = ::otel_genai)]
pub struct Reply {
    /// What it says.
    pub text: String,
    /// Asked.
    pub input_tokens: u32,
    /// Answered.
    pub output_tokens: Option<u32>,
}

/// Asks a model.
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

/// Asks a model later.
#[llm_span(crate = ::otel_genai, system = "openai", model = "later")]
pub async fn ask_later(prompt: &str) -> Option<Usage> {
    (!prompt.is_empty()).then(Usage::new)
}

/// A step that returns a future.
#[chain_step(crate = ::otel_genai, attributes("app.text" = text))]
pub fn boxed(text: String) -> Pin<Box<dyn Future<Output = usize> + Send>> {
    Box::pin(async move { text.len() })
}
