//! Autoref specialization: reads from a value what its type implements, without bounds on the type.
//!
//! Method resolution prefers inherent methods to trait methods, and receivers that match by value to those that must be
//! borrowed. Generated code calls one method on a concrete type and so gets the most specific implementation; no bound
//! appears in the user's signature. The methods begin with `__genai_`, because a trait of the user's in scope with a
//! method of the same name could be preferred.

use std::borrow::Cow;
use std::fmt::{self, Debug, Display, Write};

use crate::content::Kept;
use crate::report::ErrorReport;
use crate::report::error_type_of;
use crate::report::value::{Int64, Integer, Number, Text, Texts};

/// How a function ended, according to its returned value.
#[derive(Debug)]
pub enum Ended<'a, E> {
    /// With a value.
    Completed,
    /// With `None`.
    None,
    /// With an error.
    Failed(&'a E),
}

/// A returned value that is probed for how the function ended.
#[derive(Debug)]
pub struct Probe<'a, T: ?Sized>(pub &'a T);

impl<'a, T, E> Probe<'a, Result<T, E>> {
    /// `Err` is a failure.
    pub fn __genai_ended(&self) -> Ended<'a, E> {
        match self.0 {
            Ok(_) => Ended::Completed,
            Err(error) => Ended::Failed(error),
        }
    }

    /// The value inside `Ok`.
    pub fn __genai_success(&self) -> Option<&'a T> {
        self.0.as_ref().ok()
    }
}

/// The end of a function that returns an `Option`. A trait, because with a second inherent implementation the compiler
/// would report a type that is unknown because of another error as ambiguous, too.
pub trait OptionEnd<'a> {
    /// The type inside `Some`.
    type Value;

    /// Completed, or without a value.
    fn __genai_ended(&self) -> Ended<'a, std::convert::Infallible>;

    /// The value inside `Some`.
    fn __genai_success(&self) -> Option<&'a Self::Value>;
}

impl<'a, T> OptionEnd<'a> for Probe<'a, Option<T>> {
    type Value = T;

    fn __genai_ended(&self) -> Ended<'a, std::convert::Infallible> {
        match self.0 {
            Some(_) => Ended::Completed,
            None => Ended::None,
        }
    }

    fn __genai_success(&self) -> Option<&'a T> {
        self.0.as_ref()
    }
}

/// The end of a function that returns any other value: a success.
pub trait PlainEnd<'a> {
    /// The returned type.
    type Value: ?Sized;

    /// Always completed.
    fn __genai_ended(&self) -> Ended<'a, std::convert::Infallible> {
        Ended::Completed
    }

    /// The value itself.
    fn __genai_success(&self) -> Option<&'a Self::Value>;
}

impl<'a, T: ?Sized> PlainEnd<'a> for &Probe<'a, T> {
    type Value = T;

    fn __genai_success(&self) -> Option<&'a T> {
        Some(self.0)
    }
}

/// An error that is probed for its class.
#[derive(Debug)]
pub struct ErrorClass<'a, E>(pub &'a E);

impl<E: ErrorReport> ErrorClass<'_, E> {
    /// The class that the error names.
    pub fn __genai_error_type(&self) -> Cow<'static, str> {
        self.0.error_type()
    }
}

/// The class of an error that does not implement [`ErrorReport`].
pub trait DefaultErrorClass {
    /// The name of the error's type.
    fn __genai_error_type(&self) -> Cow<'static, str>;
}

impl<E> DefaultErrorClass for ErrorClass<'_, E> {
    fn __genai_error_type(&self) -> Cow<'static, str> {
        error_type_of::<E>().into()
    }
}

/// An error that is probed for its text.
#[derive(Debug)]
pub struct ErrorText<'a, E>(pub &'a E);

impl<E: Display> ErrorText<'_, E> {
    /// The error's `Display` text.
    pub fn __genai_error_text(&self) -> String {
        written(format_args!("{}", self.0))
    }
}

/// The formatted text, cut to the length that is kept. If formatting fails, the text up to there: `to_string` would
/// panic.
fn written(text: fmt::Arguments<'_>) -> String {
    let mut written = Kept::default();
    let _ = written.write_fmt(text);
    written.into_text()
}

/// The text of an error that does not implement `Display`.
pub trait DebugText {
    /// The error's `Debug` text.
    fn __genai_error_text(&self) -> String;
}

impl<E: Debug> DebugText for ErrorText<'_, E> {
    fn __genai_error_text(&self) -> String {
        written(format_args!("{:?}", self.0))
    }
}

/// The text of an error that implements neither `Display` nor `Debug`.
pub trait NoText {
    /// Empty.
    fn __genai_error_text(&self) -> String;
}

impl<E> NoText for &ErrorText<'_, E> {
    fn __genai_error_text(&self) -> String {
        String::new()
    }
}

/// A function's parameter that is named like a request parameter, and recorded if its type fits.
#[derive(Debug)]
pub struct Fit<'a, T: ?Sized>(pub &'a T);

impl<T: Number + ?Sized> Fit<'_, T> {
    /// The parameter as a number.
    pub fn __genai_number(&self) -> Option<f64> {
        self.0.number()
    }
}

impl<T: Integer + ?Sized> Fit<'_, T> {
    /// The parameter as an integer.
    pub fn __genai_integer(&self) -> Option<Int64> {
        self.0.integer()
    }
}

impl<T: Text + ?Sized> Fit<'_, T> {
    /// The parameter as a text.
    pub fn __genai_text(&self) -> Option<Cow<'_, str>> {
        self.0.text()
    }
}

impl<T: Texts + ?Sized> Fit<'_, T> {
    /// The parameter as a list of texts.
    pub fn __genai_texts(&self) -> Option<Vec<String>> {
        self.0.texts()
    }
}

/// The fallback for parameters whose types do not fit.
pub trait NoFit {
    /// `None`.
    fn __genai_number(&self) -> Option<f64> {
        None
    }

    /// `None`.
    fn __genai_integer(&self) -> Option<Int64> {
        None
    }

    /// `None`.
    fn __genai_text(&self) -> Option<Cow<'_, str>> {
        None
    }

    /// `None`.
    fn __genai_texts(&self) -> Option<Vec<String>> {
        None
    }
}

impl<T: ?Sized> NoFit for Fit<'_, T> {}

#[cfg(test)]
mod tests {
    use super::{
        DebugText as _, DefaultErrorClass as _, Ended, ErrorClass, ErrorText, Fit, NoFit as _,
        NoText as _, OptionEnd as _, PlainEnd as _, Probe,
    };
    use crate::report::ErrorReport;

    struct Silent;

    #[derive(Debug)]
    struct Shown;

    struct Classed;

    impl ErrorReport for Classed {
        fn error_type(&self) -> std::borrow::Cow<'static, str> {
            "classed".into()
        }
    }

    #[test]
    fn results_options_and_plain_values_end_differently() {
        type Aliased = Result<u8, Silent>;
        let failed: Aliased = Err(Silent);
        assert!(matches!(Probe(&failed).__genai_ended(), Ended::Failed(_)));
        assert!(matches!(Probe(&None::<u8>).__genai_ended(), Ended::None));
        assert!(matches!((&Probe(&7)).__genai_ended(), Ended::Completed));
        assert_eq!(Probe(&Some(3)).__genai_success(), Some(&3));
        assert_eq!((&Probe(&7)).__genai_success(), Some(&7));
    }

    #[test]
    fn an_error_reports_what_its_type_implements() {
        assert_eq!(ErrorText(&"shown").__genai_error_text(), "shown");
        assert_eq!(ErrorText(&Shown).__genai_error_text(), "Shown");
        assert_eq!((&ErrorText(&Silent)).__genai_error_text(), "");
        assert_eq!(ErrorClass(&Classed).__genai_error_type(), "classed");
        assert!(ErrorClass(&Shown).__genai_error_type().ends_with("::Shown"));
    }

    #[test]
    fn a_parameter_that_does_not_fit_is_left_out() {
        assert_eq!(Fit(&0.5).__genai_number(), Some(0.5));
        assert_eq!(Fit(&Silent).__genai_number(), None);
        assert_eq!(Fit("text").__genai_text().as_deref(), Some("text"));
        assert_eq!(Fit(&Silent).__genai_text(), None);
    }
}
