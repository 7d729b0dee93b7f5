//! Lint levels on the functions and types themselves, and code that a lint warns of without an annotation, too.

use std::fmt::Error;

use ::futures::stream::{self, BoxStream, Stream, StreamExt as _};
use genai_runtime::{Usage, UsageReport, chain_step, llm_span};

/// Under a lint group.
#[forbid(unused, clippy::all, clippy::pedantic, reason = "a test")]
#[chain_step(attributes("app.length" = text.len()))]
#[must_use]
pub fn grouped((text, count): (String, usize), _unused: u8) -> usize {
    text.len().saturating_add(count)
}

/// Under single lints, above the annotation.
#[forbid(
    unused_imports,
    unused_variables,
    unused_mut,
    unreachable_code,
    deprecated,
    clippy::used_underscore_binding,
    clippy::no_effect_underscore_binding,
    reason = "a test"
)]
#[llm_span(system = "openai", model = model, temperature = temperature)]
pub async fn above(model: &str, (temperature, _other): (f64, u8)) -> Result<Usage, Error> {
    let _ = (model, temperature);
    Err(Error)
}

/// Under single lints, below the annotation.
#[llm_span(system = "openai", model = model)]
#[forbid(
    unused_imports,
    unused_variables,
    unused_mut,
    unreachable_code,
    deprecated,
    clippy::used_underscore_binding,
    clippy::no_effect_underscore_binding,
    reason = "a test"
)]
#[must_use]
pub fn below(model: &str, max_tokens: u8, _unused: u8) -> Option<Usage> {
    let _ = (model, max_tokens);
    None
}

/// With a stream.
///
/// # Errors
///
/// As asked for.
#[forbid(warnings, reason = "a test")]
#[chain_step]
pub fn stream() -> Result<impl Stream<Item = u8>, Error> {
    Ok(stream::iter([1]))
}

/// With a boxed stream, later.
#[deny(warnings, unused, reason = "a test")]
#[chain_step]
pub async fn boxed_stream() -> BoxStream<'static, u8> {
    stream::iter([1]).boxed()
}

/// With an expectation of the user's own.
#[expect(unused_variables, reason = "a test")]
#[chain_step]
#[must_use]
pub fn expected(text: &str) -> Option<usize> {
    None
}

/// With a part of a pattern that is not used.
#[expect(unused_variables, reason = "a test")]
#[chain_step(attributes("app.text" = text))]
#[must_use]
pub fn expected_of_a_pattern((text, count): (&str, usize)) -> usize {
    text.len()
}

/// A type that forbids lints.
#[forbid(unused, deprecated, reason = "a test")]
#[derive(Debug, Clone, Copy, UsageReport)]
#[non_exhaustive]
pub struct Forbidding {
    /// Asked.
    pub input_tokens: u8,
}

/// A type that allows itself a lint.
#[allow(deprecated, reason = "a test")]
#[derive(Debug, Clone, UsageReport)]
#[non_exhaustive]
pub struct Allowing<T> {
    /// Of a deprecated type.
    #[usage(nested)]
    pub old: Behind<T>,
}

/// A deprecated alias.
#[deprecated = "write `Option`"]
pub type Behind<T> = Option<T>;

/// A parameter that only the annotation uses.
#[expect(
    clippy::used_underscore_binding,
    reason = "the user writes that it is used"
)]
#[chain_step(attributes("app.unused" = _unused))]
#[must_use]
pub fn used_by_the_annotation(_unused: &str, only: &str) -> usize {
    only.len()
}

/// Parameters with expectations.
#[chain_step]
#[must_use]
pub fn expected_of_parameters(
    #[expect(unused_variables, reason = "a test")] unused: u8,
    #[expect(unused_mut, reason = "a test")] mut kept: u8,
) -> u8 {
    kept
}
