//! All that generated code may name. Not part of the public API: it changes without notice.

use std::pin::Pin;

pub use crate::__genai_conclude as conclude;
pub use crate::attributes::{AttributeList, is_recording, set, set_own, takes};
pub use crate::callsite::Callsite;
pub use crate::content::ContentCapture;
pub use crate::operation::{
    Accepted, AtLifetime, Attended, Copied, DebugText, DefaultErrorClass, DynAccepted, End, Ended,
    ErrorAccepted, ErrorClass, ErrorText, Fit, Following, Handed, Instrumented, InstrumentedStream,
    NoFit, NoStream, NoText, NotAccepted, OptionEnd, OptionReturn, PlainEnd, PlainReturn,
    PointeeAccepted, Probe, Returned, Running, Start, Uncopied, Unfollowed, UnnamedFuture,
    UnnamedStream, at_any_lifetime, call, call_boxed_future, call_boxed_future_stream,
    call_boxed_future_unnamed, call_boxed_future_unnamed_stream, call_future, call_future_as,
    call_future_stream, call_future_unnamed, call_future_unnamed_stream, call_stream,
    ends_with_its_return, follow, follow_aliased, follow_as, follow_unnamed, follow_unnamed_as,
    followed_box, followed_box_unnamed, gives, instrument, instrument_as, instrument_stream,
    instrument_unnamed, instrument_unnamed_stream,
};
pub use crate::report::value::{Integer, Number, Text, Texts, TokenCount};
pub use crate::report::{
    Flag, MessageReport, Request, RequestReport, Response, ToolReport, UsageReport,
};
pub use genai_macros::{attributes_of, chain_step, llm_span};
pub use genai_semconv::AttributeKey;

/// Boxes the future of an operation, for a function that returns a boxed one.
pub fn boxed<Fut: Future>(future: Fut) -> Pin<Box<Fut>> {
    Box::pin(future)
}

/// Returns true, which the compiler's flow analysis cannot know: code after a body that diverges stays reachable.
pub const fn is_called() -> bool {
    true
}

/// Stands for a value in code that never runs.
pub fn never<T>() -> T {
    std::process::abort()
}

/// Names the return type of a function pointer. Only there can stable Rust write `!`.
pub trait Returns {
    /// The return type.
    type Value;
}

impl<T> Returns for fn() -> T {
    type Value = T;
}

/// Reports the finish reason of a choice that carries its own index.
pub fn finish_reason(response: &mut Response<'_>, index: impl TokenCount, reason: impl Text) {
    if let Some(index) = index_of(&index) {
        response.finish_reason(index, reason);
    }
}

/// Reports a choice that carries its own index.
pub fn in_choice(
    response: &mut Response<'_>,
    index: impl TokenCount,
    report: impl FnOnce(&mut Response<'_>),
) {
    response.in_choice(index_of(&index), report);
}

/// Reports a choice that has no index.
pub fn in_next_choice(response: &mut Response<'_>, report: impl FnOnce(&mut Response<'_>)) {
    response.in_next_choice(report);
}

/// Reports why the current choice ended.
pub fn choice_finish_reason(response: &mut Response<'_>, reason: impl Text) {
    response.choice_finish_reason(reason);
}

/// Reports text of the current choice.
pub fn text(response: &mut Response<'_>, text: impl Text) {
    response.text(response.choice(), text);
}

/// Reports reasoning of the current choice.
pub fn reasoning(response: &mut Response<'_>, text: impl Text) {
    response.reasoning(response.choice(), text);
}

fn index_of(index: &impl TokenCount) -> Option<usize> {
    let index = index.token_count()?.ok()?;
    usize::try_from(index).ok()
}

/// Calls a function of the user's with a value.
pub fn ask<'a, T: ?Sized, R>(value: &'a T, function: impl FnOnce(&'a T) -> R) -> R {
    function(value)
}

/// The value inside `Ok` or `Some`, or a plain value, by reference.
///
/// This macro and those below call methods that resolve by autoref specialization, which no path can do. The names of
/// the methods begin with `__genai_` so that no trait of the user's in scope has one of the same name.
#[doc(hidden)]
#[macro_export]
macro_rules! __genai_success {
    ($value:ident) => {{
        use $crate::__private::{OptionEnd as _, PlainEnd as _};
        (&$crate::__private::Probe($value)).__genai_success()
    }};
}
pub use crate::__genai_success as success;

/// Replaces the stream inside a returned value by its instrumented one; `$inspect` reports how the function ended.
#[doc(hidden)]
#[macro_export]
macro_rules! __genai_map_stream {
    ($value:ident, $following:ident, $inspect:expr, $follow:expr) => {{
        use $crate::__private::{OptionReturn as _, PlainReturn as _};
        let __genai_place = (&$crate::__private::Returned(&$value)).__genai_place();
        let $following = $following.after(&$value, $inspect);
        __genai_place.replace($value, |$value| $follow)
    }};
}
pub use crate::__genai_map_stream as map_stream;

/// Runs `$look` on the value inside `Ok` or `Some`, or on a plain value, if the span is recording.
#[doc(hidden)]
#[macro_export]
macro_rules! __genai_look_at {
    ($value:ident, $end:ident, $look:block) => {
        if $crate::__private::End::is_recording($end) {
            if let ::core::option::Option::Some($value) = $crate::__private::success!($value) {
                $look
            }
        }
    };
}
pub use crate::__genai_look_at as look_at;

/// Makes the static callsite of an annotated function.
#[doc(hidden)]
#[macro_export]
macro_rules! __genai_callsite {
    ($kind:ident($($value:expr),*) $(.$key:ident($($fact:expr)?))*) => {{
        static __GENAI_CALLSITE: $crate::__private::Callsite =
            $crate::__private::Callsite::$kind($($value),*)$(.$key($($fact)?))*;
        &__GENAI_CALLSITE
    }};
}
pub use crate::__genai_callsite as callsite;

/// Evaluates the arguments of an annotation, if the operation is observed. The closure keeps them from returning from
/// the function and from moving its parameters. The listed parameters are copied beforehand if they are `Copy`.
#[doc(hidden)]
#[macro_export]
macro_rules! __genai_describe {
    ($start:ident, $(($($parameter:ident),+),)? $say:block) => {
        // Not as a method: a trait of the user's may have one of this name that takes `&self`, and would be preferred.
        if $crate::__private::Start::is_observed($start) {
            $(
                use $crate::__private::Uncopied as _;
                $(
                    let $parameter = (&$crate::__private::Copied(&$parameter)).__genai_copied();
                    let _ = &$parameter;
                )+
            )?
            $start.describe(|$start| $say);
        }
    };
}
pub use crate::__genai_describe as describe;

/// Fixes the output type of an `async` block by a `return` that never runs, so that all others coerce as they do in the
/// plain function.
#[doc(hidden)]
#[macro_export]
macro_rules! __genai_settle {
    ($returned:ty, $pattern:pat => { $($value:tt)* }) => {
        if !$crate::__private::is_called() {
            let $pattern: $returned = $crate::__private::never();
            return $($value)*;
        }
    };
}
pub use crate::__genai_settle as settle;

/// The value unchanged, with a coercion to `$returned` in code that never runs, as a hint for inference.
#[doc(hidden)]
#[macro_export]
macro_rules! __genai_fits {
    ($value:expr, $returned:ty) => {{
        let value = $value;
        if $crate::__private::is_called() {
            value
        } else {
            let value: ($returned,) = (value,);
            ::core::mem::drop(value);
            $crate::__private::never()
        }
    }};
}
pub use crate::__genai_fits as fits;

/// Passes parameters to the setters of the same name, each if its type fits, if the span is recording.
#[doc(hidden)]
#[macro_export]
macro_rules! __genai_fit {
    ($start:ident, $($name:ident.$shape:ident),*) => {
        if $start.open() {
            use $crate::__private::NoFit as _;
            $($start.$name($crate::__genai_shaped!($name.$shape));)*
        }
    };
}
pub use crate::__genai_fit as fit;

#[doc(hidden)]
#[macro_export]
macro_rules! __genai_shaped {
    ($parameter:ident.number) => {
        $crate::__private::Fit(&$parameter).__genai_number()
    };
    ($parameter:ident.integer) => {
        $crate::__private::Fit(&$parameter).__genai_integer()
    };
    ($parameter:ident.text) => {
        $crate::__private::Fit(&$parameter).__genai_text()
    };
    ($parameter:ident.texts) => {
        $crate::__private::Fit(&$parameter).__genai_texts()
    };
}

/// Records how a function ended; `$error_type` is the user's way to classify an error, if there is one.
#[doc(hidden)]
#[macro_export]
macro_rules! __genai_conclude {
    ($value:ident, $end:ident $(for<$any:lifetime> $returned:ty)? $(, $($error_type:tt)+)?) => {{
        use $crate::__private::{
            DebugText as _, DefaultErrorClass as _, NoText as _, OptionEnd as _, PlainEnd as _,
        };
        // Prefixed: with a plain name, a constant of the user's by that name would make this a comparison.
        if let ::core::option::Option::Some(__genai_error) =
            $end.ended(&(&$crate::__private::Probe($value)).__genai_ended())
        {
            $end.error_type(
                $crate::__genai_error_class!(__genai_error $(for<$any> $returned)? $(, $($error_type)+)?)
            );
            let __genai_error = $crate::__private::ErrorText(__genai_error);
            $(let __genai_error = $crate::__genai_at_any_lifetime!(for<$any> $returned, __genai_error);)?
            $end.error_text((&__genai_error).__genai_error_text());
        }
    }};
}

/// Like [`conclude!`] for a value that is not followed; evaluates to whether that is a stream.
#[doc(hidden)]
#[macro_export]
macro_rules! __genai_finish {
    ($value:ident, $end:ident $($error_type:tt)*) => {{
        use $crate::__private::{NoStream as _, OptionEnd as _, PlainEnd as _};
        $crate::__private::conclude!($value, $end $($error_type)*);
        $crate::__private::Unfollowed((&$crate::__private::Probe($value)).__genai_success())
            .__genai_kind()
    }};
}
pub use crate::__genai_finish as finish;

#[doc(hidden)]
#[macro_export]
macro_rules! __genai_error_class {
    ($error:ident) => {
        $crate::__private::ErrorClass($error).__genai_error_type()
    };
    ($error:ident for<$any:lifetime> $returned:ty) => {
        $crate::__genai_at_any_lifetime!(for<$any> $returned, $crate::__private::ErrorClass($error))
            .__genai_error_type()
    };
    ($error:ident $(for<$any:lifetime> $returned:ty)?, if_it_fits $error_type:expr) => {{
        use $crate::__private::{
            DynAccepted as _, ErrorAccepted as _, NotAccepted as _, PointeeAccepted as _,
        };
        match (&&&&$crate::__private::Accepted($error_type, $error)).__genai_class() {
            ::core::option::Option::Some(__genai_class) => __genai_class,
            ::core::option::Option::None => {
                $crate::__genai_error_class!($error $(for<$any> $returned)?)
            }
        }
    }};
    ($error:ident $(for<$any:lifetime> $returned:ty)?, $error_type:expr) => {
        $error_type($error)
    };
}

/// Wraps `$asked` so that it uses only trait implementations that hold for every lifetime of the error.
#[doc(hidden)]
#[macro_export]
macro_rules! __genai_at_any_lifetime {
    (for<$any:lifetime> $returned:ty, $asked:expr) => {
        $crate::__private::at_any_lifetime::<
            dyn for<$any> $crate::__private::AtLifetime<$any, Returned = $returned>,
            _,
        >($asked)
    };
}
