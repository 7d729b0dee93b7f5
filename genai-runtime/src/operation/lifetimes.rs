//! Asks an error that borrows only for what it can say whatever its lifetime.
//!
//! Method resolution does not look at lifetimes: it takes `impl Display for E<'static>` for every `E`, and the
//! borrow checker then refuses the function. It does look at a bound for all lifetimes. So generated code names
//! the returned type with any lifetime in it where a signature writes some. A type that hides its lifetime, and
//! one with type parameters, which would have to outlive every lifetime, are asked as any other.

use std::borrow::Cow;
use std::fmt::{Debug, Display};
use std::marker::PhantomData;

use super::probe::{DebugText, DefaultErrorClass, ErrorClass, ErrorText, NoText};
use crate::report::{ErrorReport, error_type_of};

/// Names what a function returns, with one lifetime in the place of all that its signature writes.
pub trait AtLifetime<'a> {
    /// What it returns.
    type Returned;
}

/// What a function may return that fails.
pub trait Failing {
    /// What it fails with.
    type Error;
}

impl<T, E> Failing for Result<T, E> {
    type Error = E;
}

/// An error of a type that `L` names, which is asked for something.
#[derive(Debug)]
pub struct AtAnyLifetime<L: ?Sized, Asked>(Asked, PhantomData<fn(&L)>);

/// Asks for nothing that only some lifetimes allow.
pub const fn at_any_lifetime<L: ?Sized, Asked>(asked: Asked) -> AtAnyLifetime<L, Asked> {
    AtAnyLifetime(asked, PhantomData)
}

impl<L, E> AtAnyLifetime<L, ErrorClass<'_, E>>
where
    L: ?Sized + for<'a> AtLifetime<'a, Returned: Failing<Error: ErrorReport>>,
    E: ErrorReport,
{
    /// The class that the error names.
    pub fn __genai_error_type(&self) -> Cow<'static, str> {
        self.0.__genai_error_type()
    }
}

impl<L: ?Sized, E> DefaultErrorClass for AtAnyLifetime<L, ErrorClass<'_, E>> {
    fn __genai_error_type(&self) -> Cow<'static, str> {
        error_type_of::<E>().into()
    }
}

impl<L, E> AtAnyLifetime<L, ErrorText<'_, E>>
where
    L: ?Sized + for<'a> AtLifetime<'a, Returned: Failing<Error: Display>>,
    E: Display,
{
    /// The error as it shows itself.
    pub fn __genai_error_text(&self) -> String {
        self.0.__genai_error_text()
    }
}

impl<L, E> DebugText for AtAnyLifetime<L, ErrorText<'_, E>>
where
    L: ?Sized + for<'a> AtLifetime<'a, Returned: Failing<Error: Debug>>,
    E: Debug,
{
    fn __genai_error_text(&self) -> String {
        DebugText::__genai_error_text(&self.0)
    }
}

impl<L: ?Sized, E> NoText for &AtAnyLifetime<L, ErrorText<'_, E>> {
    fn __genai_error_text(&self) -> String {
        String::new()
    }
}
