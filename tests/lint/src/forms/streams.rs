//! Functions that return streams.

use std::fmt::Error;
use std::pin::Pin;

use ::futures::stream::{self, BoxStream, LocalBoxStream, Stream, StreamExt as _};
use genai_runtime::{Usage, chain_step, llm_span};

use super::reports::Tokens;
use super::steps::{class_of, later};

/// An opaque stream.
#[llm_span(system = "openai", model = "m")]
pub fn opaque() -> impl Stream<Item = Usage> {
    stream::iter([Usage::new()])
}

/// An opaque stream in a `Result`.
///
/// # Errors
///
/// As asked for.
#[llm_span(system = "openai", model = "m", error_type = class_of)]
pub fn fallible(fail: bool) -> Result<impl Stream<Item = Result<Tokens, Error>>, Error> {
    if fail {
        return Err(Error);
    }
    Ok(stream::iter([Ok(Tokens::default())]))
}

/// An opaque stream in a `Result`, in an async function.
#[llm_span(
    system = "openai",
    model = model,
    usage = |chunk: &(Tokens, u8)| &chunk.0,
    error_type = class_of,
    attributes("app.length" = model.len()),
    result(|_| "app.streams" = true)
)]
pub async fn later_fallible(
    model: &str,
) -> Result<impl Stream<Item = Result<(Tokens, u8), Error>> + Send + use<>, Error> {
    let tokens = later(Tokens::default()).await;
    let _ = model;
    Ok(stream::iter([Ok((tokens, 1))]))
}

/// Errors inside of items.
#[chain_step]
pub fn nested() -> impl Stream<Item = Option<Result<u8, Error>>> {
    stream::iter([None, Some(Ok(1))])
}

/// An opaque stream in an `Option`.
#[chain_step]
#[must_use]
pub fn optional(yes: bool) -> Option<impl Stream<Item = u8>> {
    yes.then(|| stream::iter([1]))
}

/// A boxed stream.
#[llm_span(system = "openai", model = "m", usage = none)]
#[must_use]
pub fn boxed<'text>(text: &'text str) -> Pin<Box<dyn Stream<Item = u8> + Send + 'text>> {
    stream::iter(text.bytes()).boxed()
}

/// A boxed stream by its short name.
#[llm_span(system = "openai", model = "m", usage = manual)]
pub async fn short(text: String) -> Result<BoxStream<'static, Result<u8, Error>>, Error> {
    let bytes = later(text.into_bytes()).await;
    Ok(stream::iter(bytes).map(Ok).boxed())
}

/// A stream that is not `Send`.
#[chain_step(attributes("app.text" = text))]
#[must_use]
pub fn local(text: &str) -> LocalBoxStream<'_, u8> {
    stream::iter(text.bytes()).boxed_local()
}

/// A stream in a boxed future.
#[chain_step]
#[must_use]
pub fn twice_boxed() -> Pin<Box<dyn Future<Output = BoxStream<'static, u8>> + Send>> {
    Box::pin(async { stream::iter([later(1).await]).boxed() })
}

/// A stream in an opaque future.
#[chain_step]
pub fn twice_opaque() -> impl Future<Output = Result<BoxStream<'static, u8>, Error>> {
    async { Ok(stream::iter([later(1).await]).boxed()) }
}

/// An alias of a stream.
pub type Numbers = BoxStream<'static, u8>;

/// A stream behind an alias.
#[chain_step(stream)]
pub async fn aliased() -> Result<Numbers, Error> {
    Ok(stream::iter([later(1).await]).boxed())
}

/// A stream that is not recorded.
#[chain_step(stream = false)]
pub fn unfollowed() -> stream::Empty<u8> {
    stream::empty()
}
