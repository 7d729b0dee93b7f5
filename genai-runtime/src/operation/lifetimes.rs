//! Restricts autoref specialization to trait implementations that hold for every lifetime of an error.
//!
//! Method resolution ignores lifetimes: it takes `impl Display for E<'static>` for any `E<'a>`, and the borrow checker
//! then rejects the function. It does respect a higher-ranked bound. So generated code names the returned type with a
//! higher-ranked lifetime in the place of those that the signature writes. Types with elided lifetimes or with type
//! parameters, which would have to outlive every lifetime, are probed without it.

use std::borrow::Cow;
use std::fmt::{Debug, Display};
use std::marker::PhantomData;

use super::probe::{DebugText, DefaultErrorClass, ErrorClass, ErrorText, NoText};
use crate::report::{ErrorReport, error_type_of};

/// Names the return type of a function, with `'a` in the place of all lifetimes that its signature writes.
pub trait AtLifetime<'a> {
    /// The return type.
    type Returned;
}

/// A return type that has an error.
pub trait Failing {
    /// The type of the error.
    type Error;
}

impl<T, E> Failing for Result<T, E> {
    type Error = E;
}

/// A probe of an error whose type `L` names.
#[derive(Debug)]
pub struct AtAnyLifetime<L: ?Sized, Asked>(Asked, PhantomData<fn(&L)>);

/// Restricts a probe to what holds for every lifetime.
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
    /// The error's `Display` text.
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
