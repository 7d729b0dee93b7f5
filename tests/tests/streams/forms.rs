//! Every way to return a stream. Each takes a script and returns one type for the matrix.

use std::borrow::Cow;
use std::pin::Pin;

use futures::TryStreamExt;
use futures::future::{BoxFuture, LocalBoxFuture};
use futures::stream::{BoxStream, FusedStream, LocalBoxStream, Stream, StreamExt, TryStream};
use genai_runtime::operations::{ByFunction, Model, Reported};
use genai_runtime::{ErrorReport, Operation, Usage, llm_span};

use super::methods::{Answers, Service};
use super::script::{Broken, Chunk, Script};

pub(crate) type Form = fn(Script) -> LocalBoxFuture<'static, LocalBoxStream<'static, Chunk>>;

type Chunks = Pin<Box<dyn Stream<Item = Chunk> + Send>>;
type Answer = Result<Chunks, Broken>;

/// A form that is a synchronous function.
macro_rules! sync {
    (|$script:ident| $call:expr) => {
        |$script| {
            let stream = $call.boxed_local();
            Box::pin(async { stream })
        }
    };
}

/// A form that is an asynchronous function.
macro_rules! future {
    (|$script:ident| $call:expr) => {
        |$script| Box::pin(async move { $call.boxed_local() })
    };
}

pub(crate) const FORMS: &[(&str, Form)] = &[
    ("impl Stream", sync!(|script| opaque(script))),
    (
        "async impl Stream",
        future!(|script| opaque_async(script).await),
    ),
    (
        "Result<impl Stream>",
        future!(|script| in_result(script).await.unwrap()),
    ),
    (
        "Option<impl Stream>",
        sync!(|script| in_option(script).unwrap()),
    ),
    (
        "an alias of Result<impl Stream>",
        sync!(|script| in_alias(script).unwrap()),
    ),
    ("impl TryStream", sync!(|script| try_stream(script))),
    (
        "impl TryStream<Ok, Error>",
        sync!(|script| try_stream_of_parts(script).into_stream()),
    ),
    (
        "made by macro_rules!",
        future!(|script| made(script).await.unwrap()),
    ),
    ("in parentheses", sync!(|script| in_parentheses(script))),
    (
        "impl of a trait of the user's",
        sync!(|script| own_trait(script)),
    ),
    ("impl FusedStream", sync!(|script| fused(script))),
    ("Pin<Box<dyn Stream>>", sync!(|script| boxed(script))),
    (
        "Result<Pin<Box<dyn Stream + Send + 'a>>>",
        future!(|script| boxed_async(Box::leak(Box::new(())), script).await.unwrap()),
    ),
    ("BoxStream", sync!(|script| box_stream(script))),
    (
        "LocalBoxStream",
        future!(|script| local_box_stream(script).await),
    ),
    ("alias", future!(|script| alias(script).await.unwrap())),
    (
        "alias of a result",
        sync!(|script| alias_of_result(script).unwrap()),
    ),
    (
        "async alias of a result",
        future!(|script| alias_of_result_async(script).await.unwrap()),
    ),
    (
        "alias of a result of streams",
        future!(|script| alias_of_streams(script).await.unwrap()),
    ),
    (
        "impl Future<Output = Result<impl Stream>>",
        future!(|script| future_of_opaque(script).await.unwrap()),
    ),
    (
        "BoxFuture<Result<BoxStream>>",
        future!(|script| boxed_future(script).await.unwrap()),
    ),
    (
        "async_trait",
        future!(|script| Service.answer(script).await.unwrap()),
    ),
    (
        "async_trait over a default method",
        future!(|script| Service.answer_by_default(script).await),
    ),
    ("method", sync!(|script| Service.method(script))),
    ("generic", future!(|script| generic(script).await)),
    ("async_stream", sync!(|script| generated(script))),
    ("tokio_stream", sync!(|script| adapted_by_tokio(script))),
    ("usage by a function", sync!(|script| by_function(script))),
    (BUILT, sync!(|script| built().run_stream(|| script))),
    (
        BUILT_ASYNC,
        future!(|script| {
            let answer = async { Ok::<_, Broken>(script) };
            built().run_async_stream(answer).await.unwrap()
        }),
    ),
];

pub(crate) const BUILT: &str = "built by hand";
pub(crate) const BUILT_ASYNC: &str = "async, built by hand";

/// The error's classifying function, which the macros find by themselves.
type Classes = ByFunction<fn(&Broken) -> Cow<'static, str>>;

fn built() -> Operation<Model, Reported, Classes> {
    let call = Operation::llm("openai").model("m");
    call.error_type(Broken::error_type)
}

#[llm_span(system = "openai", model = "m")]
fn opaque(script: Script) -> impl Stream<Item = Chunk> {
    script
}

#[llm_span(system = "openai", model = "m")]
async fn opaque_async(script: Script) -> impl Stream<Item = Chunk> + Send {
    script
}

#[llm_span(system = "openai", model = "m")]
async fn in_result(script: Script) -> Result<impl Stream<Item = Chunk>, Broken> {
    Ok(script)
}

type BrokenResult<T> = Result<T, Broken>;

#[llm_span(system = "openai", model = "m")]
fn in_alias(script: Script) -> BrokenResult<impl Stream<Item = Chunk>> {
    Ok(script)
}

#[llm_span(system = "openai", model = "m")]
fn in_option(script: Script) -> Option<impl Stream<Item = Chunk>> {
    Some(script)
}

#[llm_span(system = "openai", model = "m")]
fn try_stream(script: Script) -> impl TryStream<Ok = Usage, Error = Broken, Item = Chunk> {
    script
}

#[llm_span(system = "openai", model = "m")]
fn try_stream_of_parts(script: Script) -> impl TryStream<Ok = Usage, Error = Broken> {
    script
}

macro_rules! make {
    ($(#[$attribute:meta])* async fn $name:ident($($argument:ident: $ty:ty),*) -> $returned:ty $body:block) => {
        $(#[$attribute])*
        async fn $name($($argument: $ty),*) -> $returned $body
    };
}

make! {
    #[llm_span(system = "openai", model = "m")]
    async fn made(script: Script) -> Result<BoxStream<'static, Chunk>, Broken> {
        Ok(script.boxed())
    }
}

#[allow(unused_parens, reason = "they may stand there")]
#[llm_span(system = "openai", model = "m")]
fn in_parentheses(script: Script) -> Pin<Box<(dyn Stream<Item = Chunk> + Send + 'static)>> {
    Box::pin(script)
}

trait Chunked: Stream<Item = Chunk> {}

impl<S: Stream<Item = Chunk>> Chunked for S {}

#[llm_span(system = "openai", model = "m", stream)]
fn own_trait(script: Script) -> impl Chunked {
    script
}

#[llm_span(system = "openai", model = "m")]
fn fused(script: Script) -> impl FusedStream<Item = Chunk> + Unpin {
    script.fuse()
}

#[llm_span(system = "openai", model = "m")]
fn boxed(script: Script) -> Pin<Box<dyn Stream<Item = Chunk>>> {
    Box::pin(script)
}

#[llm_span(system = "openai", model = "m")]
async fn boxed_async<'a>(
    client: &'a (),
    script: Script,
) -> Result<Pin<Box<dyn Stream<Item = Chunk> + Send + 'a>>, Broken> {
    Ok(Box::pin(script.inspect(move |_| *client)))
}

#[llm_span(system = "openai", model = "m")]
fn box_stream(script: Script) -> BoxStream<'static, Chunk> {
    script.boxed()
}

#[llm_span(system = "openai", model = "m")]
async fn local_box_stream<'a>(script: Script) -> LocalBoxStream<'a, Chunk> {
    script.boxed_local()
}

#[llm_span(system = "openai", model = "m", stream)]
async fn alias(script: Script) -> Result<Chunks, Broken> {
    Ok(Box::pin(script))
}

#[llm_span(system = "openai", model = "m", stream)]
fn alias_of_result(script: Script) -> Answer {
    Ok(Box::pin(script))
}

#[llm_span(system = "openai", model = "m", stream)]
async fn alias_of_result_async(script: Script) -> Answer {
    Ok(Box::pin(script))
}

type StreamResult<T> = Result<Pin<Box<dyn Stream<Item = Result<T, Broken>> + Send>>, Broken>;

#[llm_span(system = "openai", model = "m", stream)]
async fn alias_of_streams(script: Script) -> StreamResult<Usage> {
    Ok(Box::pin(script))
}

#[llm_span(system = "openai", model = "m")]
fn future_of_opaque(
    script: Script,
) -> impl Future<Output = Result<impl Stream<Item = Chunk>, Broken>> {
    async { Ok(script) }
}

#[llm_span(system = "openai", model = "m")]
fn boxed_future<'a>(script: Script) -> BoxFuture<'a, Result<BoxStream<'a, Chunk>, Broken>> {
    Box::pin(async { Ok(script.boxed()) })
}

#[llm_span(system = "openai", model = "m")]
async fn generic<S: Stream<Item = Chunk>>(script: S) -> impl Stream<Item = Chunk> {
    script
}

#[llm_span(system = "openai", model = "m")]
fn generated(script: Script) -> impl Stream<Item = Chunk> {
    async_stream::stream! {
        for await chunk in script {
            yield chunk;
        }
    }
}

#[llm_span(system = "openai", model = "m")]
fn adapted_by_tokio(script: Script) -> impl Stream<Item = Chunk> {
    tokio_stream::StreamExt::map(script, |chunk| chunk)
}

#[llm_span(system = "openai", model = "m", usage = |usage: &Usage| *usage)]
fn by_function(script: Script) -> impl Stream<Item = Chunk> {
    script
}
