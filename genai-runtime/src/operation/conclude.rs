//! The ways to conclude an operation with the output of its asynchronous body.

use std::fmt;
use std::marker::PhantomData;
use std::task::Poll;

use super::call::conclude;
use super::{End, Following};

/// A way to conclude an operation, and what remains of it for an unobserved one.
pub trait Conclusion {
    /// What still has to be applied to the output of an unobserved operation, if anything.
    type Rest: Default;

    /// Keeps only that.
    fn rest(self) -> Self::Rest;
}

/// Concludes an operation with the output of its body.
pub trait Conclude: Conclusion {
    /// Output of the body.
    type Value;

    /// Output of the adapter.
    type Output;

    /// Ends the operation, or lets it go on in the returned stream.
    fn conclude(self, value: Self::Value, operation: Following) -> Self::Output;

    /// Output of the adapter if the operation is unobserved, or if the body is polled to completion twice.
    fn unobserved(rest: &mut Self::Rest, value: Self::Value) -> Poll<Self::Output>;
}

/// [`Conclude`] for a type that does not name the output of the body, and so does not inherit its lifetimes.
pub trait ConcludeAny<T>: Conclusion {
    /// Output of the adapter.
    type Output;

    /// Ends the operation, or lets it go on in the returned stream.
    fn conclude_any(self, value: T, operation: Following) -> Self::Output;

    /// Output of the adapter if the operation is unobserved, or if the body is polled to completion twice.
    fn unobserved_any(rest: &mut Self::Rest, value: T) -> Poll<Self::Output>;
}

/// Ends the operation with the output. `T` names the output's type, so that inference knows it before it sees the body.
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

/// Lets the operation go on in the stream inside the output.
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

/// Wraps the stream in the output of an unobserved operation. A second output stays pending: `replace` is gone.
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
