//! What becomes of an operation and of the value that an asynchronous body gave.

use std::fmt;

use super::call::conclude;
use super::{End, Following};

/// What becomes of an operation and of the value that its body gave.
///
/// Whatever that is, it is no part of the type: an adapter lives as long as what it holds, also where nobody says how
/// long the value will.
pub trait Conclude<T> {
    /// What the caller gets.
    type Output;

    /// Ends the operation, or lets it go on in the returned stream.
    fn conclude(self, value: T, operation: Following) -> Self::Output;
}

/// The operation ends with the value.
pub struct EndWith<I>(pub(super) I);

impl<T, I: FnOnce(&T, &mut End<'_>)> Conclude<T> for EndWith<I> {
    type Output = T;

    #[inline]
    fn conclude(self, value: T, Following(operation): Following) -> T {
        if let Some(operation) = operation {
            conclude(operation, &value, self.0);
        }
        value
    }
}

/// The operation goes on in the stream that the value holds.
pub struct GoOnWith<R>(pub(super) R);

impl<T, U, R: FnOnce(T, Following) -> U> Conclude<T> for GoOnWith<R> {
    type Output = U;

    #[inline]
    fn conclude(self, value: T, operation: Following) -> U {
        (self.0)(value, operation)
    }
}

impl<I> fmt::Debug for EndWith<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EndWith").finish_non_exhaustive()
    }
}

impl<R> fmt::Debug for GoOnWith<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GoOnWith").finish_non_exhaustive()
    }
}
