//! Functions that return futures.

use std::fmt::Error;
use std::pin::Pin;

use ::futures::future::{BoxFuture, LocalBoxFuture};
use genai_runtime::{Usage, chain_step, llm_span};

use super::steps::later;

/// An opaque future.
#[chain_step(attributes("app.length" = text.len()))]
pub fn opaque(text: &str) -> impl Future<Output = usize> {
    let length = text.len();
    async move { later(length).await }
}

/// An opaque future of a call to a model.
#[llm_span(system = "openai", model = "m")]
pub fn call(fail: bool) -> impl Future<Output = Result<Usage, Error>> + Send {
    async move {
        if fail {
            return Err(Error);
        }
        Ok(later(Usage::new()).await)
    }
}

/// A boxed future.
#[chain_step]
#[must_use]
pub fn boxed<'text>(text: &'text str) -> Pin<Box<dyn Future<Output = usize> + Send + 'text>> {
    Box::pin(async move { later(text.len()).await })
}

/// A boxed future behind an alias.
#[llm_span(system = "openai", model = model, usage = none)]
#[must_use]
pub fn short<'text>(model: &'text str, text: String) -> BoxFuture<'text, usize> {
    let length = text.len();
    Box::pin(async move { later(model.len()).await.saturating_add(length) })
}

/// A boxed future that is not `Send`.
#[chain_step]
#[must_use]
pub fn local(text: &str) -> LocalBoxFuture<'_, usize> {
    Box::pin(async move { later(text.len()).await })
}

/// A recursive boxed future.
#[chain_step]
#[must_use]
pub fn recursive(depth: u8) -> Pin<Box<dyn Future<Output = u8> + Send>> {
    Box::pin(async move {
        match depth.checked_sub(1) {
            Some(less) => recursive(less).await,
            None => 0,
        }
    })
}

/// An async block on the line of its function.
#[rustfmt::skip]
#[chain_step]
pub fn short_line(depth: u8) -> impl Future<Output = u8> { async move { later(depth).await } }

/// A boxed async block on the line of its function.
#[rustfmt::skip]
#[chain_step]
#[must_use]
pub fn short_boxed_line(depth: u8) -> BoxFuture<'static, u8> { Box::pin(async move { later(depth).await }) }
