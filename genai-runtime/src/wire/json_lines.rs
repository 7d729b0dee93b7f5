//! JSON, one value per line.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::BytesMut;
use futures_core::Stream;
use futures_core::stream::FusedStream;
use pin_project_lite::pin_project;
use serde_json::Value;
use tokio_util::codec::{Decoder, LinesCodec, LinesCodecError};

use super::values::{Framing, Unreadable, Values};
use super::{DEFAULT_LIMIT, WireError};

/// Reads lines of JSON (`application/x-ndjson`), as Ollama sends them.
///
/// Lines end with a line feed, or a carriage return and a line feed. See [the module](super) for the
/// items.
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

/// Lines of text, without the mark of byte order that some servers begin with.
struct Lines {
    codec: LinesCodec,
    has_begun: bool,
}

impl Lines {
    fn new(limit: usize) -> Self {
        Self {
            codec: LinesCodec::new_with_max_length(limit),
            has_begun: false,
        }
    }
}

impl Framing for Lines {
    fn next(&mut self, bytes: &mut BytesMut, ended: bool) -> Option<Result<String, Unreadable>> {
        let line = if ended {
            self.codec.decode_eof(bytes)
        } else {
            self.codec.decode(bytes)
        };
        let line = line.transpose()?;
        let is_first = !std::mem::replace(&mut self.has_begun, true);
        match line {
            Ok(line) if is_first => Some(Ok(without_mark(line))),
            Ok(line) => Some(Ok(line)),
            Err(LinesCodecError::MaxLineLengthExceeded) => Some(Err(Unreadable::TooLong)),
            // No bytes are read here: the only other failure is a line that is not UTF-8.
            Err(LinesCodecError::Io(_)) => Some(Err(Unreadable::NotUtf8)),
        }
    }
}

fn without_mark(line: String) -> String {
    match line.strip_prefix('\u{feff}') {
        Some(text) => text.to_owned(),
        None => line,
    }
}
