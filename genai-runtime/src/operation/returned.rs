//! Finds the stream inside a returned value, by the same autoref specialization as [`Probe`](super::Probe).

/// A returned value that is probed for the place of its stream.
#[derive(Debug)]
pub struct Returned<'a, T>(pub &'a T);

impl<T, E> Returned<'_, Result<T, E>> {
    /// Inside `Ok`.
    pub const fn __genai_place(&self) -> InOk {
        InOk
    }
}

/// The place in an `Option`.
pub trait OptionReturn {
    /// Inside `Some`.
    fn __genai_place(&self) -> InSome;
}

impl<T> OptionReturn for Returned<'_, Option<T>> {
    fn __genai_place(&self) -> InSome {
        InSome
    }
}

/// The place in any other value: the value itself.
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
