//! Where a stream stands in a returned value.

/// A returned value, in which a stream is replaced by another.
#[derive(Debug)]
pub struct Returned<T>(pub T);

impl<T, E> Returned<Result<T, E>> {
    /// Replaces the stream inside `Ok`.
    ///
    /// # Errors
    ///
    /// The error that was returned.
    pub fn __genai_map_stream<U>(self, replace: impl FnOnce(T) -> U) -> Result<U, E> {
        self.0.map(replace)
    }
}

impl<T> Returned<Option<T>> {
    /// Replaces the stream inside `Some`.
    pub fn __genai_map_stream<U>(self, replace: impl FnOnce(T) -> U) -> Option<U> {
        self.0.map(replace)
    }
}

/// Any other value is the stream itself.
pub trait PlainReturn {
    /// What the function returned.
    type Value;

    /// Replaces it.
    fn __genai_map_stream<U>(self, replace: impl FnOnce(Self::Value) -> U) -> U;
}

impl<T> PlainReturn for Returned<T> {
    type Value = T;

    fn __genai_map_stream<U>(self, replace: impl FnOnce(T) -> U) -> U {
        replace(self.0)
    }
}
