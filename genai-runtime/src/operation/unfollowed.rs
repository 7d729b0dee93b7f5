//! Rejects, at compile time, a returned stream that would not be followed: its span would end before the first chunk.

use std::marker::PhantomData;

use futures_core::Stream;

/// A returned value that is probed for being a stream.
#[derive(Debug)]
pub struct Unfollowed<'a, T: ?Sized>(pub Option<&'a T>);

impl<T: Stream> Unfollowed<'_, T> {
    /// A stream.
    pub fn __genai_kind(&self) -> AStream<T> {
        AStream(PhantomData)
    }
}

/// The fallback for all other values.
pub trait NoStream {
    /// Not a stream.
    fn __genai_kind(&self) -> NotAStream;
}

impl<T: ?Sized> NoStream for Unfollowed<'_, T> {
    fn __genai_kind(&self) -> NotAStream {
        NotAStream
    }
}

/// The kind of a stream. It names the type, so that the compiler reports nothing more of a type that is unknown because
/// of another error.
#[derive(Debug)]
pub struct AStream<T>(PhantomData<T>);

/// The kind of everything else.
#[derive(Debug)]
pub struct NotAStream;

/// A kind that a function may return without being followed.
#[diagnostic::on_unimplemented(
    message = "the annotation does not see that this function returns a stream, and would not follow it",
    label = "a stream of which the type does not say so",
    note = "return `impl Stream<Item = …>` or `BoxStream<…>`, or write `stream` for a boxed one behind an alias",
    note = "or write `stream = false` (and `usage = none`): the span then ends when the stream is returned"
)]
pub trait EndsWithItsReturn {}

#[diagnostic::do_not_recommend]
impl EndsWithItsReturn for NotAStream {}

/// One of two streams that have no values. A stream whose type is unknown because of another error may be either of
/// them, so the compiler leaves the bound ambiguous and reports nothing.
#[derive(Debug)]
pub enum FirstCandidate {}

/// See [`FirstCandidate`].
#[derive(Debug)]
pub enum SecondCandidate {}

#[diagnostic::do_not_recommend]
impl EndsWithItsReturn for AStream<FirstCandidate> {}

#[diagnostic::do_not_recommend]
impl EndsWithItsReturn for AStream<SecondCandidate> {}

/// Compiles only for a value that is not a stream.
pub const fn ends_with_its_return(_: &impl EndsWithItsReturn) {}
