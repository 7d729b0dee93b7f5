//! Every argument of `#[chain_step]`.

use std::borrow::Cow;
use std::fmt::Error;
use std::num::TryFromIntError;

use genai_runtime::chain_step;
use genai_runtime::opentelemetry::Context;

/// Without arguments.
#[chain_step]
#[must_use]
pub fn plain(text: &str) -> usize {
    text.len()
}

/// Without parameters or a value.
#[chain_step]
pub fn empty() {}

/// A literal name.
#[chain_step(kind = step, name = "named")]
pub async fn named(text: &str) -> usize {
    later(text.len()).await
}

/// The number of the attempt, and its origin.
#[chain_step(attempt = attempt, links = jobs)]
#[must_use]
pub fn attempted(attempt: u32, jobs: &[Context]) -> usize {
    jobs.len().max(usize::from(attempt > 1))
}

/// A computed name.
#[chain_step(name = format!("named {text}"))]
#[must_use]
pub fn computed(text: &str) -> usize {
    text.len()
}

/// Every key of a workflow.
#[chain_step(
    kind = workflow,
    name = "workflow",
    conversation = session,
    user = Some(session),
    session = session,
    feature = "search"
)]
pub async fn workflow(session: &str, question: &str) -> Result<String, Error> {
    let answer = retrieve(question, 3).await?.join("\n");
    Ok(format!("{session}: {answer}"))
}

/// Every key of a tool.
#[chain_step(
    kind = tool,
    name = "tool",
    type = "function",
    description = "answers",
    call_id = identifier
)]
#[must_use]
pub fn tool(identifier: Option<&str>, argument: i64) -> Option<i64> {
    identifier.map(|_| argument)
}

/// Every key of a retrieval.
#[chain_step(
    kind = "retrieval",
    data_source = "handbook",
    top_k = limit,
    result(|documents| "retrieval.documents" = documents.len())
)]
pub async fn retrieve(query: &str, limit: usize) -> Result<Vec<String>, Error> {
    let found = later(vec![query.to_owned()]).await;
    Ok(found.into_iter().take(limit).collect())
}

/// The user's own attributes, of parameters and of the result.
#[chain_step(
    attributes("app.length" = text.len(), app.upper = text.to_uppercase(), app.flag = true),
    result(|length: &usize| "app.same" = *length, app.twice = length.saturating_mul(2))
)]
#[must_use]
pub fn attributes(text: &str) -> usize {
    text.len()
}

/// An explicit parent.
#[chain_step(parent = context)]
#[must_use]
pub fn beneath(context: &Context, text: &str) -> usize {
    text.len()
}

/// An explicit parent that only the annotation uses.
#[chain_step(parent = context)]
pub async fn later_beneath(context: Context, text: String) -> usize {
    later(text.len()).await
}

/// A function that classifies errors.
///
/// # Errors
///
/// As asked for.
#[chain_step(error_type = class_of)]
pub fn classified(fail: bool) -> Result<u8, Error> {
    if fail { Err(Error) } else { Ok(1) }
}

/// An error inside of a value.
///
/// # Errors
///
/// If the number is too large.
#[chain_step(error_type = class_of)]
pub fn nested(number: u16) -> Result<Option<Result<u8, Error>>, TryFromIntError> {
    let small = u8::try_from(number)?;
    Ok((small > 1).then_some(if small > 2 { Err(Error) } else { Ok(small) }))
}

/// A parameter that is not recorded.
#[chain_step(skip(text), crate = ::genai_runtime)]
pub async fn skipped(text: &str) -> usize {
    later(text.len()).await
}

/// The class of an error.
#[must_use]
pub const fn class_of(_error: &Error) -> Cow<'static, str> {
    Cow::Borrowed("format")
}

/// A value that is ready later.
#[chain_step]
pub async fn later<T>(value: T) -> T {
    let ready = ::futures::future::ready(value);
    ready.await
}
