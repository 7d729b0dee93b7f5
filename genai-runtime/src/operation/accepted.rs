//! Whether a function for the class of errors accepts one of several types of errors, and in which form.
//!
//! Method resolution tries a receiver of type `&&&&Accepted` as it is and then with one reference less each time; each
//! form has its trait for another number of references. All have one method, so that generated code gets the first
//! form that the function accepts.

use std::borrow::Cow;
use std::error::Error;
use std::ops::Deref;

/// A function for the class of errors, and an error that it may accept.
#[derive(Debug)]
pub struct Accepted<'a, F, E>(pub F, pub &'a E);

/// The error itself is accepted.
pub trait ErrorAccepted {
    /// The class that the function returns.
    fn __genai_class(&self) -> Option<Cow<'static, str>>;
}

impl<'a, F, C, E> ErrorAccepted for &&&Accepted<'a, F, E>
where
    F: Copy + FnOnce(&'a E) -> C,
    C: Into<Cow<'static, str>>,
{
    fn __genai_class(&self) -> Option<Cow<'static, str>> {
        Some((self.0)(self.1).into())
    }
}

/// What the error points to is accepted, such as the `str` of a `String`.
pub trait PointeeAccepted {
    /// The class that the function returns.
    fn __genai_class(&self) -> Option<Cow<'static, str>>;
}

impl<'a, F, C, E> PointeeAccepted for &&Accepted<'a, F, E>
where
    E: Deref,
    F: Copy + FnOnce(&'a E::Target) -> C,
    C: Into<Cow<'static, str>>,
{
    fn __genai_class(&self) -> Option<Cow<'static, str>> {
        Some((self.0)(self.1).into())
    }
}

/// The error is accepted as a `dyn Error + 'b`.
pub trait DynAccepted<'b> {
    /// The class that the function returns.
    fn __genai_class(&self) -> Option<Cow<'static, str>>;
}

impl<'a, 'b: 'a, F, C, E> DynAccepted<'b> for &Accepted<'a, F, E>
where
    E: Error + 'b,
    F: Copy + FnOnce(&'a (dyn Error + 'b)) -> C,
    C: Into<Cow<'static, str>>,
{
    fn __genai_class(&self) -> Option<Cow<'static, str>> {
        Some((self.0)(self.1).into())
    }
}

/// The error is accepted in no form.
pub trait NotAccepted {
    /// `None`.
    fn __genai_class(&self) -> Option<Cow<'static, str>>;
}

impl<F, E> NotAccepted for Accepted<'_, F, E> {
    fn __genai_class(&self) -> Option<Cow<'static, str>> {
        None
    }
}
