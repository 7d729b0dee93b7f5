//! All that generated code may name; nothing else is reachable from it. Not part of the public
//! interface: it changes without notice.

pub use crate::__genai_conclude as conclude;
pub use crate::callsite::{Callsite, OperationKind};
pub use crate::operation::{
    DebugText, DefaultErrorClass, End, Ended, ErrorClass, ErrorText, Fit, Instrumented, NoFit,
    NoText, PlainEnd, Probe, Start, call, instrument,
};
pub use crate::report::{Response, UsageReport};

/// The value inside `Ok` or `Some`, or a plain value, by reference.
#[doc(hidden)]
#[macro_export]
macro_rules! __genai_success {
    ($value:ident) => {{
        #[allow(unused_imports)]
        use $crate::__private::PlainEnd as _;
        $crate::__private::Probe($value).success()
    }};
}
pub use crate::__genai_success as success;

/// Notes how a function ended; `$error_type` names an error's class where the user says how.
#[doc(hidden)]
#[macro_export]
macro_rules! __genai_conclude {
    ($value:ident, $end:ident $(, $error_type:path)?) => {{
        #[allow(unused_imports)]
        use $crate::__private::{DebugText as _, DefaultErrorClass as _, NoText as _, PlainEnd as _};
        if let ::core::option::Option::Some(error) =
            $end.ended(&$crate::__private::Probe($value).ended())
        {
            let text = $crate::__private::ErrorText(error);
            let class = $crate::__genai_error_class!(error $(, $error_type)?);
            $end.failed(class, text.type_name(), (&text).error_text());
        }
    }};
}

#[doc(hidden)]
#[macro_export]
macro_rules! __genai_error_class {
    ($error:ident) => {
        $crate::__private::ErrorClass($error).error_type()
    };
    ($error:ident, $error_type:path) => {
        $error_type($error)
    };
}
