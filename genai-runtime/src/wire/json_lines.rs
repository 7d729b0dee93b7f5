//! JSON lines.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use futures_core::stream::FusedStream;
use pin_project_lite::pin_project;
use serde_json::Value;

use super::lines::Lines;
use super::values::Values;
use super::{DEFAULT_LIMIT, WireError};

/// Reads lines of JSON (`application/x-ndjson`), as Ollama sends them.
///
/// Lines end with LF or CRLF. A value may begin on a line that has only opening brackets and end on a later one, as
/// pretty-printed errors do. If an array spreads over several lines, each element is an item. A body that begins with
/// `<`, such as a page of HTML, is one error item. See [the module](super) for the items.
///
/// # Examples
///
/// ```
/// use futures::{StreamExt, executor::block_on_stream, stream};
/// use genai_runtime::wire;
///
/// let body = stream::iter(["{\"done\":false}\n{\"do", "ne\":true}"]);
/// let lines = wire::json_lines(body.map(Ok::<_, std::io::Error>));
/// let lines: Vec<_> = block_on_stream(lines).map(|line| line.unwrap().to_string()).collect();
/// assert_eq!(lines, [r#"{"done":false}"#, r#"{"done":true}"#]);
/// ```
pub fn json_lines<S, B, E>(body: S) -> JsonLines<S>
where
    S: Stream<Item = Result<B, E>>,
    B: AsRef<[u8]>,
{
    JsonLines {
        values: Values::new(body, Lines::new(DEFAULT_LIMIT), DEFAULT_LIMIT),
    }
}

pin_project! {
    /// The JSON lines of a body; made by [`json_lines`].
    #[must_use = "streams do nothing unless polled"]
    pub struct JsonLines<S> {
        #[pin]
        values: Values<S, Lines>,
    }
}

impl<S> JsonLines<S> {
    /// Sets the longest line, in bytes; [`DEFAULT_LIMIT`] by default. Set it before the stream is polled.
    ///
    /// [`DEFAULT_LIMIT`]: super::DEFAULT_LIMIT
    pub fn limit(self, bytes: usize) -> Self {
        Self {
            values: self.values.with(Lines::new(bytes), bytes),
        }
    }
}

impl<S, B, E> Stream for JsonLines<S>
where
    S: Stream<Item = Result<B, E>>,
    B: AsRef<[u8]>,
{
    type Item = Result<Value, WireError<E>>;

    fn poll_next(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.project().values.poll_next(task)
    }
}

impl<S, B, E> FusedStream for JsonLines<S>
where
    S: Stream<Item = Result<B, E>>,
    B: AsRef<[u8]>,
{
    fn is_terminated(&self) -> bool {
        self.values.is_over()
    }
}

impl<S> fmt::Debug for JsonLines<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("JsonLines")
            .field("position", &self.values.position())
            .finish_non_exhaustive()
    }
}
