//! Refuses a returned stream that would not be followed: its span would end before its first chunk.

use std::marker::PhantomData;

use futures_core::Stream;

/// A returned value that is asked whether it is a stream.
#[derive(Debug)]
pub struct Unfollowed<'a, T: ?Sized>(pub Option<&'a T>);

impl<T: Stream> Unfollowed<'_, T> {
    /// It is one.
    pub fn __genai_kind(&self) -> AStream<T> {
        AStream(PhantomData)
    }
}

/// Any other value is none.
pub trait NoStream {
    /// It is none.
    fn __genai_kind(&self) -> NotAStream;
}

impl<T: ?Sized> NoStream for Unfollowed<'_, T> {
    fn __genai_kind(&self) -> NotAStream {
        NotAStream
    }
}

/// What a stream is. It names its type, so that nothing more is reported of a type that is unknown because of
/// another mistake.
#[derive(Debug)]
pub struct AStream<T>(PhantomData<T>);

/// What everything else is.
#[derive(Debug)]
pub struct NotAStream;

/// What a function may return that is not followed.
#[diagnostic::on_unimplemented(
    message = "the annotation does not see that this function returns a stream, and would not follow it",
    label = "a stream of which the type does not say so",
    note = "return `impl Stream<Item = …>` or `BoxStream<…>`, or write `stream` for a boxed one behind an alias",
    note = "or write `stream = false` (and `usage = none`): the span then ends when the stream is returned"
)]
pub trait EndsWithItsReturn {}

#[diagnostic::do_not_recommend]
impl EndsWithItsReturn for NotAStream {}

/// Two kinds of streams that nobody has. A stream whose type is unknown because of another mistake may be either, so
/// the compiler leaves open whether it ends with its return, and reports nothing.
#[derive(Debug)]
pub enum Nobodys {}

/// See [`Nobodys`].
#[derive(Debug)]
pub enum NobodysEither {}

#[diagnostic::do_not_recommend]
impl EndsWithItsReturn for AStream<Nobodys> {}

#[diagnostic::do_not_recommend]
impl EndsWithItsReturn for AStream<NobodysEither> {}

/// Takes what is no stream.
pub const fn ends_with_its_return(_: &impl EndsWithItsReturn) {}
