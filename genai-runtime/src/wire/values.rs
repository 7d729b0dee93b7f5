//! The adapter around a body, generic over the framing of its items.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::BytesMut;
use futures_core::Stream;
use pin_project_lite::pin_project;
use serde_json::Value;

use super::WireError;
use super::event_line::DONE;
use super::surrogates::without_halves;

/// Splits the bytes of a body into items.
pub(super) trait Framing {
    /// Takes the next item out of `bytes`; `None` if it is incomplete. With `ended`, after the last byte of the body,
    /// an incomplete rest is an item, too.
    fn next(&mut self, bytes: &mut BytesMut, ended: bool) -> Option<Text>;
}

/// The text of an item.
pub(super) type Text = Result<String, Unreadable>;

/// Why an item was skipped.
#[derive(Debug, Clone, Copy)]
pub(super) enum Unreadable {
    TooLong,
    NotUtf8,
    /// The whole body is something else; see [`WireError::NotAStream`].
    Foreign(Option<char>),
}

impl Unreadable {
    /// A body that begins with this byte and has no items.
    pub(super) fn foreign(first: u8) -> Self {
        let is_telling = first.is_ascii() && !first.is_ascii_alphanumeric();
        Self::Foreign(is_telling.then_some(char::from(first)))
    }
}

pin_project! {
    /// The items of a body as values.
    pub(super) struct Values<S, F> {
        #[pin]
        body: S,
        framing: F,
        limit: usize,
        buffer: BytesMut,
        position: u64,
        state: State,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Flowing,
    /// The last poll of the body returned an error.
    Failed,
    /// The body has ended, and there may be items left.
    Ended,
    Over,
}

impl<S, F> Values<S, F> {
    /// Reads a body whose framing keeps items within `limit` bytes.
    pub(super) fn new(body: S, framing: F, limit: usize) -> Self {
        Self {
            body,
            framing,
            limit,
            buffer: BytesMut::new(),
            position: 0,
            state: State::Flowing,
        }
    }

    pub(super) fn with(self, framing: F, limit: usize) -> Self {
        Self {
            framing,
            limit,
            ..self
        }
    }

    pub(super) fn is_over(&self) -> bool {
        self.state == State::Over
    }

    pub(super) fn position(&self) -> u64 {
        self.position
    }
}

impl<S, F, B, E> Stream for Values<S, F>
where
    S: Stream<Item = Result<B, E>>,
    B: AsRef<[u8]>,
    F: Framing,
{
    type Item = Result<Value, WireError<E>>;

    fn poll_next(self: Pin<&mut Self>, task: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut this = self.project();
        while *this.state != State::Over {
            let ended = *this.state == State::Ended;
            match this.framing.next(this.buffer, ended) {
                Some(item) => {
                    *this.position += 1;
                    match item {
                        Ok(text) if text.trim() == DONE => *this.state = State::Over,
                        Ok(text) if text.trim().is_empty() => {}
                        item => {
                            let value = value(item, *this.position, *this.limit);
                            return Poll::Ready(Some(value));
                        }
                    }
                }
                None if ended => *this.state = State::Over,
                None => match ready!(this.body.as_mut().poll_next(task)) {
                    Some(Ok(bytes)) => {
                        *this.state = State::Flowing;
                        this.buffer.extend_from_slice(bytes.as_ref());
                    }
                    Some(Err(error)) => {
                        *this.state = State::Failed;
                        return Poll::Ready(Some(Err(WireError::Source(error))));
                    }
                    None if *this.state == State::Failed => *this.state = State::Over,
                    None => *this.state = State::Ended,
                },
            }
        }
        *this.buffer = BytesMut::new();
        Poll::Ready(None)
    }
}

fn value<E>(item: Text, position: u64, limit: usize) -> Result<Value, WireError<E>> {
    match item {
        // serde_json's message may quote the body, so only the position is kept.
        Ok(text) => parsed(&text).map_err(|error| WireError::NotJson {
            position,
            line: error.line(),
            column: error.column(),
        }),
        Err(Unreadable::TooLong) => Err(WireError::TooLong { position, limit }),
        Err(Unreadable::NotUtf8) => Err(WireError::NotUtf8 { position }),
        Err(Unreadable::Foreign(begins_with)) => Err(WireError::NotAStream { begins_with }),
    }
}

/// Parses a text, if necessary without unpaired surrogates; the error is that of the original text.
fn parsed(text: &str) -> serde_json::Result<Value> {
    serde_json::from_str(text).or_else(|error| match without_halves(text) {
        Some(mended) => serde_json::from_str(&mended).map_err(|_| error),
        None => Err(error),
    })
}
