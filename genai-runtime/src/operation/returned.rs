//! Where a stream stands in a returned value.
//!
//! What says it is told apart as a [`Probe`](super::Probe) is: a type that is unknown because of another mistake must
//! be one thing only, or that would be reported as well.

/// A returned value that is asked where a stream may stand in it.
#[derive(Debug)]
pub struct Returned<'a, T>(pub &'a T);

impl<T, E> Returned<'_, Result<T, E>> {
    /// Inside `Ok`.
    pub const fn __genai_place(&self) -> InOk {
        InOk
    }
}

/// An `Option` has it inside `Some`.
pub trait OptionReturn {
    /// Inside `Some`.
    fn __genai_place(&self) -> InSome;
}

impl<T> OptionReturn for Returned<'_, Option<T>> {
    fn __genai_place(&self) -> InSome {
        InSome
    }
}

/// Any other value is the stream itself.
pub trait PlainReturn {
    /// The value itself.
    fn __genai_place(&self) -> Itself;
}

impl<T> PlainReturn for &Returned<'_, T> {
    fn __genai_place(&self) -> Itself {
        Itself
    }
}

/// The place inside `Ok`.
#[derive(Debug)]
pub struct InOk;

#[allow(clippy::unused_self, reason = "its type says which function is meant")]
impl InOk {
    /// Replaces the stream.
    ///
    /// # Errors
    ///
    /// The error that was returned.
    pub fn replace<T, E, U>(
        self,
        value: Result<T, E>,
        replace: impl FnOnce(T) -> U,
    ) -> Result<U, E> {
        value.map(replace)
    }
}

/// The place inside `Some`.
#[derive(Debug)]
pub struct InSome;

#[allow(clippy::unused_self, reason = "its type says which function is meant")]
impl InSome {
    /// Replaces the stream.
    pub fn replace<T, U>(self, value: Option<T>, replace: impl FnOnce(T) -> U) -> Option<U> {
        value.map(replace)
    }
}

/// The whole value.
#[derive(Debug)]
pub struct Itself;

#[allow(clippy::unused_self, reason = "its type says which function is meant")]
impl Itself {
    /// Replaces the stream.
    pub fn replace<T, U>(self, value: T, replace: impl FnOnce(T) -> U) -> U {
        replace(value)
    }
}
