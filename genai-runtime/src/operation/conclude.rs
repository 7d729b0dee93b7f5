//! What becomes of an operation and of the value that an asynchronous body gave.

use std::fmt;
use std::marker::PhantomData;
use std::task::Poll;

use super::call::conclude;
use super::{End, Following};

/// What is left to do with a value where nobody observes the operation, or no longer does.
pub trait Conclusion {
    /// What the value still has to go through, if anything.
    type Rest: Default;

    /// Keeps only that: nobody observes the operation.
    fn rest(self) -> Self::Rest;
}

/// What becomes of an operation and of the value that its body gave.
pub trait Conclude: Conclusion {
    /// What the body gives.
    type Value;

    /// What the caller gets.
    type Output;

    /// Ends the operation, or lets it go on in the returned stream.
    fn conclude(self, value: Self::Value, operation: Following) -> Self::Output;

    /// What the caller gets where nobody observes the operation, or from a body that gives a value after its end.
    fn unobserved(rest: &mut Self::Rest, value: Self::Value) -> Poll<Self::Output>;
}

/// The same for a type that does not name what the body gives, and so lives as long as the body even where nothing
/// says how long the value lives.
pub trait ConcludeAny<T>: Conclusion {
    /// What the caller gets.
    type Output;

    /// Ends the operation, or lets it go on in the returned stream.
    fn conclude_any(self, value: T, operation: Following) -> Self::Output;

    /// What the caller gets where nobody observes the operation, or from a body that gives a value after its end.
    fn unobserved_any(rest: &mut Self::Rest, value: T) -> Poll<Self::Output>;
}

/// The operation ends with the value. This names the type of the value, so that it is known before what the
/// body gives is.
pub struct EndWith<T, I>(I, PhantomData<fn(T)>);

impl<T, I> EndWith<T, I> {
    pub(super) const fn new(inspect: I) -> Self {
        Self(inspect, PhantomData)
    }
}

impl<T, I> Conclusion for EndWith<T, I> {
    type Rest = ();

    #[inline]
    fn rest(self) {}
}

impl<T, I: FnOnce(&T, &mut End<'_>)> Conclude for EndWith<T, I> {
    type Value = T;
    type Output = T;

    #[inline]
    fn conclude(self, value: T, Following(operation): Following) -> T {
        if let Some(operation) = operation {
            conclude(operation, &value, self.0);
        }
        value
    }

    #[inline]
    fn unobserved((): &mut (), value: T) -> Poll<T> {
        Poll::Ready(value)
    }
}

impl<T, I: FnOnce(&T, &mut End<'_>)> ConcludeAny<T> for EndWith<(), I> {
    type Output = T;

    #[inline]
    fn conclude_any(self, value: T, Following(operation): Following) -> T {
        if let Some(operation) = operation {
            conclude(operation, &value, self.0);
        }
        value
    }

    #[inline]
    fn unobserved_any((): &mut (), value: T) -> Poll<T> {
        Poll::Ready(value)
    }
}

/// The operation goes on in the stream that the value holds.
pub struct GoOnWith<T, R>(R, PhantomData<fn(T)>);

impl<T, R> GoOnWith<T, R> {
    pub(super) const fn new(replace: R) -> Self {
        Self(replace, PhantomData)
    }
}

impl<T, R> Conclusion for GoOnWith<T, R> {
    type Rest = Option<R>;

    #[inline]
    fn rest(self) -> Option<R> {
        Some(self.0)
    }
}

impl<T, U, R: FnOnce(T, Following) -> U> Conclude for GoOnWith<T, R> {
    type Value = T;
    type Output = U;

    #[inline]
    fn conclude(self, value: T, operation: Following) -> U {
        (self.0)(value, operation)
    }

    #[inline]
    fn unobserved(replace: &mut Option<R>, value: T) -> Poll<U> {
        replaced(replace, value)
    }
}

impl<T, U, R: FnOnce(T, Following) -> U> ConcludeAny<T> for GoOnWith<(), R> {
    type Output = U;

    #[inline]
    fn conclude_any(self, value: T, operation: Following) -> U {
        (self.0)(value, operation)
    }

    #[inline]
    fn unobserved_any(replace: &mut Option<R>, value: T) -> Poll<U> {
        replaced(replace, value)
    }
}

/// Replaces the stream in a value that nobody observes. A value that comes after the end stays pending: by then
/// `replace` is gone.
fn replaced<T, U>(replace: &mut Option<impl FnOnce(T, Following) -> U>, value: T) -> Poll<U> {
    match replace.take() {
        Some(replace) => Poll::Ready(replace(value, Following(None))),
        None => Poll::Pending,
    }
}

impl<T, I> fmt::Debug for EndWith<T, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EndWith").finish_non_exhaustive()
    }
}

impl<T, R> fmt::Debug for GoOnWith<T, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GoOnWith").finish_non_exhaustive()
    }
}
