//! What becomes of an operation and of the value that an asynchronous body gave.

use std::fmt;
use std::marker::PhantomData;
use std::task::Poll;

use super::call::conclude;
use super::{End, Following};

/// What becomes of an operation and of the value that its body gave.
pub trait Conclude {
    /// What the body gives.
    type Value;

    /// What the caller gets.
    type Output;

    /// Ends the operation, or lets it go on in the returned stream.
    fn conclude(self, value: Self::Value, operation: Following) -> Self::Output;

    /// What the caller gets of a body that gives a value after its end.
    fn again(value: Self::Value) -> Poll<Self::Output>;
}

/// The same where the type does not say what the body gives: so it lives as long as the body does, also where nobody
/// says how long the value will.
pub trait ConcludeAny<T> {
    /// What the caller gets.
    type Output;

    /// Ends the operation, or lets it go on in the returned stream.
    fn conclude_any(self, value: T, operation: Following) -> Self::Output;

    /// What the caller gets of a body that gives a value after its end.
    fn again_any(value: T) -> Poll<Self::Output>;
}

/// The operation ends with the value. Which one that is, this says itself: so it is known before it is known
/// what the body gives.
pub struct EndWith<T, I>(I, PhantomData<fn(T)>);

impl<T, I> EndWith<T, I> {
    pub(super) const fn new(inspect: I) -> Self {
        Self(inspect, PhantomData)
    }
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
    fn again(value: T) -> Poll<T> {
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
    fn again_any(value: T) -> Poll<T> {
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

impl<T, U, R: FnOnce(T, Following) -> U> Conclude for GoOnWith<T, R> {
    type Value = T;
    type Output = U;

    #[inline]
    fn conclude(self, value: T, operation: Following) -> U {
        (self.0)(value, operation)
    }

    // What puts the stream that is followed in its place is gone.
    #[inline]
    fn again(_value: T) -> Poll<U> {
        Poll::Pending
    }
}

impl<T, U, R: FnOnce(T, Following) -> U> ConcludeAny<T> for GoOnWith<(), R> {
    type Output = U;

    #[inline]
    fn conclude_any(self, value: T, operation: Following) -> U {
        (self.0)(value, operation)
    }

    #[inline]
    fn again_any(_value: T) -> Poll<U> {
        Poll::Pending
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
