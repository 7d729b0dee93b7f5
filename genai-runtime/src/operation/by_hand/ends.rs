//! How returned values report the outcome and the usage of an operation.

use std::borrow::Cow;
use std::fmt::{self, Display};

use super::super::{End, Ended, ErrorText};
use super::sealed;
use crate::report::{Response, UsageReport, error_type_of};

/// `error.type` is the name of the error's type: the default.
#[derive(Debug, Clone, Copy, Default)]
pub struct ByType;

/// `error.type` is computed by a function; set by [`Operation::error_type`](super::Operation::error_type).
#[derive(Clone, Copy)]
pub struct ByFunction<F>(pub(super) F);

/// Every returned value is a success; set by [`Operation::infallible`](super::Operation::infallible).
#[derive(Debug, Clone, Copy, Default)]
pub struct Infallible;

/// The returned value reports its usage itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reported;

/// A function reports the usage of the returned value; set by [`Operation::usage`](super::Operation::usage).
#[derive(Clone, Copy)]
pub struct ReportedBy<F>(pub(super) F);

/// The returned value reports no usage.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unreported;

impl<F> fmt::Debug for ByFunction<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ByFunction")
    }
}

impl<F> fmt::Debug for ReportedBy<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReportedBy")
    }
}

/// A way to name the class of an error for `error.type`.
pub trait Classes<E> {
    /// The class of this error.
    fn class(&self, error: &E) -> Cow<'static, str>;
}

impl<E> Classes<E> for ByType {
    fn class(&self, _error: &E) -> Cow<'static, str> {
        error_type_of::<E>().into()
    }
}

impl<E> Classes<E> for Infallible {
    fn class(&self, error: &E) -> Cow<'static, str> {
        ByType.class(error)
    }
}

impl<F, E, S> Classes<E> for ByFunction<F>
where
    F: Fn(&E) -> S,
    S: Into<Cow<'static, str>>,
{
    fn class(&self, error: &E) -> Cow<'static, str> {
        (self.0)(error).into()
    }
}

/// A value that says whether its operation failed: `Result` and `Option`, and any value where the operation is
/// [`infallible`](super::Operation::infallible).
///
/// This trait is sealed: it cannot be implemented for other types.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say whether the operation failed",
    label = "expected a `Result` with an error that implements `Display`, or an `Option`",
    note = "say `.infallible()` where every value is a success; an error has to be one that `.error_type(…)` takes",
    note = "a future is run by `.run_async(…)`, a stream by `.run_stream(…)`: `.run(…)` ends when its closure returns"
)]
pub trait Ends<C>: sealed::Ending<C> {
    /// The value inside a success.
    type Value;

    /// Records the outcome of the operation.
    #[doc(hidden)]
    fn ends(&self, classes: &C, end: &mut End<'_>);

    /// Returns the value inside, if this is a success.
    fn success(&self) -> Option<&Self::Value>;
}

#[diagnostic::do_not_recommend]
impl<T, E: Display> Ends<ByType> for Result<T, E> {
    type Value = T;

    fn ends(&self, classes: &ByType, end: &mut End<'_>) {
        if let Err(error) = self {
            fails(error, classes, end);
        }
    }

    fn success(&self) -> Option<&T> {
        self.as_ref().ok()
    }
}

#[diagnostic::do_not_recommend]
impl<T, E: Display, F> Ends<ByFunction<F>> for Result<T, E>
where
    ByFunction<F>: Classes<E>,
{
    type Value = T;

    fn ends(&self, classes: &ByFunction<F>, end: &mut End<'_>) {
        if let Err(error) = self {
            fails(error, classes, end);
        }
    }

    fn success(&self) -> Option<&T> {
        self.as_ref().ok()
    }
}

#[diagnostic::do_not_recommend]
impl<T> Ends<ByType> for Option<T> {
    type Value = T;

    fn ends(&self, _classes: &ByType, end: &mut End<'_>) {
        if self.is_none() {
            end.ended(&Ended::<std::convert::Infallible>::None);
        }
    }

    fn success(&self) -> Option<&T> {
        self.as_ref()
    }
}

// Hidden, because rustdoc would list it on every type of a dependent crate.
#[doc(hidden)]
#[diagnostic::do_not_recommend]
impl<T> Ends<Infallible> for T {
    type Value = T;

    fn ends(&self, _classes: &Infallible, _end: &mut End<'_>) {}

    fn success(&self) -> Option<&T> {
        Some(self)
    }
}

/// Records that the operation ended with an error. The text comes last: `Display` is the user's code and may panic.
pub(super) fn fails<E: Display>(error: &E, classes: &impl Classes<E>, end: &mut End<'_>) {
    end.ended(&Ended::Failed(error));
    end.error_type(classes.class(error));
    end.error_text(ErrorText(error).__genai_error_text());
}

/// How a value with a success of type `T` inside reports what it cost.
///
/// This trait is sealed: it cannot be implemented for other types.
pub trait Reports<V, T>: sealed::Reporting {
    /// Whether a stream that reports no usage is worth a message to developers.
    const IS_EXPECTED: bool;

    /// Reports usage and content of the value.
    #[doc(hidden)]
    fn reports(&self, value: &V, success: Option<&T>, end: &mut End<'_>);
}

impl<V: UsageReport, T> Reports<V, T> for Reported {
    const IS_EXPECTED: bool = true;

    fn reports(&self, value: &V, _success: Option<&T>, end: &mut End<'_>) {
        end.report(value);
    }
}

impl<V, T, F: Fn(&T, &mut Response<'_>)> Reports<V, T> for ReportedBy<F> {
    const IS_EXPECTED: bool = true;

    fn reports(&self, _value: &V, success: Option<&T>, end: &mut End<'_>) {
        struct By<'a, F, T>(&'a F, &'a T);
        impl<T, F: Fn(&T, &mut Response<'_>)> UsageReport for By<'_, F, T> {
            fn report(&self, response: &mut Response<'_>) {
                (self.0)(self.1, response);
            }
        }
        if let Some(success) = success {
            end.report(&By(&self.0, success));
        }
    }
}

impl<V, T> Reports<V, T> for Unreported {
    const IS_EXPECTED: bool = false;

    fn reports(&self, _value: &V, _success: Option<&T>, _end: &mut End<'_>) {}
}

/// Records the outcome of an operation, and what its value reports.
pub(super) fn conclude<V, U, C>(value: &V, usage: &U, classes: &C, end: &mut End<'_>)
where
    V: Ends<C>,
    U: Reports<V, V::Value>,
{
    value.ends(classes, end);
    usage.reports(value, value.success(), end);
}
