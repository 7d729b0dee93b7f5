//! Levels of lints that stand on the functions and types themselves, and what the user does in spite of a lint.

use ::futures::stream::{self, BoxStream, StreamExt as _};
use genai_runtime::{UsageReport, chain_step};

/// With a boxed stream, later.
#[deny(warnings, unused, reason = "a test")]
#[chain_step]
pub async fn boxed_stream() -> BoxStream<'static, u8> {
    stream::iter([1]).boxed()
}

/// With a lint of the user's own choice.
#[expect(unused_variables, reason = "a test")]
#[chain_step]
pub fn expected(text: &str) -> Option<usize> {
    None
}

/// What a type forbids.
#[forbid(unused, deprecated, reason = "a test")]
#[derive(Debug, Clone, Copy, UsageReport)]
#[non_exhaustive]
pub struct Forbidding {
    /// Asked.
    pub input_tokens: u8,
}

/// What a type allows itself.
#[allow(deprecated, reason = "a test")]
#[derive(Debug, Clone, UsageReport)]
#[non_exhaustive]
pub struct Allowing<T> {
    /// Behind a type that is old.
    #[usage(nested)]
    pub old: Behind<T>,
}

/// A short name that is old.
#[deprecated = "write `Option`"]
pub type Behind<T> = Option<T>;

/// A parameter that the annotation alone uses.
#[expect(
    clippy::used_underscore_binding,
    reason = "the user writes that it is used"
)]
#[chain_step(attributes("app.unused" = _unused))]
pub fn used_by_the_annotation(_unused: &str, only: &str) -> usize {
    only.len()
}
