//! Server-sent events.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_core::stream::FusedStream;
use pin_project_lite::pin_project;
use serde_json::Value;

use super::events::Events;
use super::values::Values;
use super::{DEFAULT_LIMIT, WireError};

/// Reads server-sent events with JSON in their data, as OpenAI, Anthropic, Gemini and others send them.
///
/// Names of events are ignored: providers repeat them in the data. Bytes that are not UTF-8 become U+FFFD, as
/// [the standard](https://html.spec.whatwg.org/multipage/server-sent-events.html) requires. See [the module](super) for
/// the items.
///
/// # Outside of events
///
/// The standard makes readers ignore lines without a known field, but servers report errors there. Such lines are read
/// as follows:
///
/// - JSON that begins at the start of a line with `{` or `[` is an item once its brackets are closed. If the body ends
///   before that, or a line with a field or a comment follows, it is an error item. Gemini appends errors like this,
///   and gateways send them as the whole body. An open event ends before it.
/// - Each element of an array is an item as soon as it is complete, as in Gemini's streams without `alt=sse`.
/// - The JSON of a field `error`, which older llama.cpp servers send, becomes the `error` of an item.
/// - `[DONE]` ends the stream here, too.
/// - A non-empty body with none of these, and without any field or comment, ends with [`WireError::NotAStream`]: the
///   page of a proxy, for example.
///
/// # Examples
///
/// ```
/// use futures::{StreamExt, executor::block_on_stream, stream};
/// use genai_runtime::wire;
///
/// let body = stream::iter(["event: ping\ndata: {}\n", "\n: a comment\ndata: [1,\ndata: 2]\n\n"]);
/// let events = wire::server_sent_events(body.map(Ok::<_, std::io::Error>));
/// let events: Vec<_> = block_on_stream(events).map(|event| event.unwrap().to_string()).collect();
/// assert_eq!(events, ["{}", "[1,2]"]);
/// ```
pub fn server_sent_events<S, B, E>(body: S) -> ServerSentEvents<S>
where
    S: Stream<Item = Result<B, E>>,
    B: AsRef<[u8]>,
{
    ServerSentEvents {
        values: Values::new(body, Events::new(DEFAULT_LIMIT), DEFAULT_LIMIT),
    }
}

pin_project! {
    /// The server-sent events of a body; made by [`server_sent_events`].
    #[must_use = "streams do nothing unless polled"]
    pub struct ServerSentEvents<S> {
        #[pin]
        values: Values<S, Events>,
    }
}

impl<S> ServerSentEvents<S> {
    /// Sets the longest data of an event, in bytes; [`DEFAULT_LIMIT`] by default. Set it before the stream
    /// is polled.
    pub fn limit(self, bytes: usize) -> Self {
        Self {
            values: self.values.with(Events::new(bytes), bytes),
        }
    }
}

impl<S, B, E> Stream for ServerSentEvents<S>
where
    S: Stream<Item = Result<B, E>>,
    B: AsRef<[u8]>,
{
    type Item = Result<Value, WireError<E>>;

    fn poll_next(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.project().values.poll_next(task)
    }
}

impl<S, B, E> FusedStream for ServerSentEvents<S>
where
    S: Stream<Item = Result<B, E>>,
    B: AsRef<[u8]>,
{
    fn is_terminated(&self) -> bool {
        self.values.is_over()
    }
}

impl<S> fmt::Debug for ServerSentEvents<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ServerSentEvents")
            .field("position", &self.values.position())
            .finish_non_exhaustive()
    }
}
