//! All that generated code may name; nothing else is reachable from it. Not part of the public
//! interface: it changes without notice.

use std::pin::Pin;

pub use crate::__genai_conclude as conclude;
pub use crate::callsite::{Callsite, OperationKind};
pub use crate::operation::{
    DebugText, DefaultErrorClass, End, Ended, ErrorClass, ErrorClassBy, ErrorText, Fit, Following,
    Instrumented, InstrumentedStream, NoFit, NoStream, NoText, OptionEnd, PlainEnd, PlainReturn,
    Probe, ReportedErrorClass, Returned, Start, Unfollowed, call, call_stream,
    ends_with_its_return, follow, followed_box, gives, instrument, instrument_stream,
};
use crate::report::value::{Text, TokenCount};
pub use crate::report::{Response, UsageReport};
pub use crate::signals::{AttributeList, is_recording, set, set_own, takes};
pub use genai_macros::attributes_of;
pub use genai_semconv::AttributeKey;

/// Boxes an operation's future for a function that returns a boxed one.
pub fn boxed<Fut: Future>(future: Fut) -> Pin<Box<Fut>> {
    Box::pin(future)
}

/// Reports why a choice ended that says which one it is.
pub fn finish_reason(response: &mut Response<'_>, index: impl TokenCount, reason: impl Text) {
    if let Some(index) = index_of(&index) {
        response.finish_reason(index, reason);
    }
}

/// Reports a choice that says which one it is.
pub fn in_choice(
    response: &mut Response<'_>,
    index: impl TokenCount,
    report: impl FnOnce(&mut Response<'_>),
) {
    response.in_choice(index_of(&index), report);
}

/// Reports a text of the choice that is being reported.
pub fn text(response: &mut Response<'_>, text: impl Text) {
    response.text(response.choice(), text);
}

/// Reports reasoning of the choice that is being reported.
pub fn reasoning(response: &mut Response<'_>, text: impl Text) {
    response.reasoning(response.choice(), text);
}

fn index_of(index: &impl TokenCount) -> Option<usize> {
    let index = index.token_count()?.ok()?;
    usize::try_from(index).ok()
}

/// Asks a function of the user's about a value.
pub fn ask<'a, T: ?Sized, R>(value: &'a T, function: impl FnOnce(&'a T) -> R) -> R {
    function(value)
}

/// The value inside `Ok` or `Some`, or a plain value, by reference.
#[doc(hidden)]
#[macro_export]
macro_rules! __genai_success {
    ($value:ident) => {{
        use $crate::__private::{OptionEnd as _, PlainEnd as _};
        (&$crate::__private::Probe($value)).success()
    }};
}
pub use crate::__genai_success as success;

/// Whether a returned value is a stream.
#[doc(hidden)]
#[macro_export]
macro_rules! __genai_unfollowed {
    ($value:ident) => {{
        use $crate::__private::{NoStream as _, OptionEnd as _, PlainEnd as _};
        $crate::__private::Unfollowed((&$crate::__private::Probe($value)).success()).kind()
    }};
}
pub use crate::__genai_unfollowed as unfollowed;

/// Hands a parameter to one of the operation's setters, if its type fits.
#[doc(hidden)]
#[macro_export]
macro_rules! __genai_fit {
    ($start:ident.$setter:ident($parameter:ident.$shape:ident)) => {{
        use $crate::__private::NoFit as _;
        $start.$setter($crate::__private::Fit(&$parameter).$shape());
    }};
}
pub use crate::__genai_fit as fit;

/// Notes how a function ended; `$error_type` names an error's class where the user says how.
#[doc(hidden)]
#[macro_export]
macro_rules! __genai_conclude {
    ($value:ident, $end:ident $(, $($error_type:tt)+)?) => {{
        use $crate::__private::{
            DebugText as _, DefaultErrorClass as _, NoText as _, OptionEnd as _, PlainEnd as _,
            ReportedErrorClass as _,
        };
        if let ::core::option::Option::Some(error) =
            $end.ended(&(&$crate::__private::Probe($value)).ended())
        {
            $end.error_type($crate::__genai_error_class!(error $(, $($error_type)+)?));
            $end.error_text((&$crate::__private::ErrorText(error)).error_text());
        }
    }};
}

#[doc(hidden)]
#[macro_export]
macro_rules! __genai_error_class {
    ($error:ident) => {
        $crate::__private::ErrorClass($error).error_type()
    };
    ($error:ident, if_it_fits $error_type:path) => {
        $crate::__private::ErrorClassBy($error_type, $error).error_type()
    };
    ($error:ident, $error_type:path) => {
        $error_type($error)
    };
}
