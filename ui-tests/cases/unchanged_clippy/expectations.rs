//! What somebody expects is not called unfulfilled.
#![warn(
    unfulfilled_lint_expectations,
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason
)]

use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
#[expect(clippy::unused_async, reason = "a handler")]
pub async fn handler(text: String) -> usize {
    text.len()
}

#[expect(clippy::needless_pass_by_value, clippy::unnecessary_wraps, reason = "a callback")]
#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
fn wrapped(text: String) -> Result<usize, u8> {
    Ok(text.len())
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
#[expect(clippy::missing_errors_doc, clippy::unused_async, reason = "a sketch")]
pub async fn undocumented(text: &str) -> Result<usize, u8> {
    if text.is_empty() {
        return Err(1);
    }
    Ok(text.len())
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
#[expect(unused_variables, clippy::missing_const_for_fn, reason = "a stub")]
fn unused(text: &str) -> u8 {
    1
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
#[expect(clippy::box_collection, clippy::needless_pass_by_value, reason = "a callback")]
fn boxed(#[expect(clippy::boxed_local, reason = "a callback")] text: Box<String>) -> usize {
    text.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
#[expect(clippy::needless_question_mark, clippy::unused_async, reason = "to convert what failed, one day")]
async fn asked(count: Option<u8>) -> Option<u8> {
    Some(count?)
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
#[expect(clippy::needless_lifetimes, clippy::unused_async, reason = "for those who read it")]
async fn named<'a>(text: &'a str) -> &'a str {
    text.trim()
}

/// - Counts what a text
/// consists of.
#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
#[expect(clippy::doc_lazy_continuation, reason = "of former times")]
fn counted(text: &str) -> usize {
    text.chars().count()
}

/// - Joins what it is
///       told.
#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
#[expect(clippy::doc_overindented_list_items, reason = "of former times")]
fn joined(texts: &[&str]) -> String {
    texts.concat()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
#[expect(clippy::unwrap_or_default, reason = "to be seen")]
fn said(text: Option<Vec<u8>>) -> Vec<u8> {
    text.unwrap_or_else(Vec::new)
}

pub struct Debt(pub i32);

impl std::ops::Add for Debt {
    type Output = Self;

    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    #[expect(clippy::suspicious_arithmetic_impl, reason = "a debt")]
    fn add(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl std::ops::SubAssign for Debt {
    #[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
    #[expect(clippy::suspicious_op_assign_impl, reason = "a debt")]
    fn sub_assign(&mut self, other: Self) {
        *self = Self(self.0 + other.0);
    }
}

pub fn callers() -> bool {
    counted(&joined(&["a", "b"])) == said(None).len()
}

pub fn caller() -> bool {
    let boxed = boxed(Box::new("text".to_owned()));
    wrapped("text".to_owned()) == Ok(4) && unused("text") == 1 && boxed == 4
}

pub async fn awaiting_caller() -> bool {
    asked(named("3").await.parse().ok()).await == Some(3)
}
