//! Classes of errors.

use std::any::type_name;
use std::borrow::Cow;

use genai_semconv::value::ERROR_TYPE_OTHER;

/// An error that names its class for `error.type`.
///
/// Without this trait, `error.type` is the name of the error's Rust type. Implement it for types that represent many
/// kinds of failures. The class must have few distinct values: a code of the provider or the name of a variant, never a
/// message
/// ([convention](https://opentelemetry.io/docs/specs/semconv/registry/attributes/error/)).
///
/// # Examples
///
/// ```
/// use std::borrow::Cow;
/// use genai_runtime::ErrorReport;
///
/// enum ChatError { RateLimited, Provider { status: u16 } }
///
/// impl ErrorReport for ChatError {
///     fn error_type(&self) -> Cow<'static, str> {
///         match self {
///             Self::RateLimited => "rate_limited".into(),
///             Self::Provider { status } => status.to_string().into(),
///         }
///     }
/// }
/// # assert_eq!(ChatError::RateLimited.error_type(), "rate_limited");
/// ```
pub trait ErrorReport {
    /// Returns the class of this error.
    fn error_type(&self) -> Cow<'static, str>;
}

through_pointers!(ErrorReport: error_type() -> Cow<'static, str>);

/// The class of an error that does not implement [`ErrorReport`]: the name of its type behind any pointers, or `_OTHER`
/// if that is not specific.
pub(crate) fn error_type_of<E: ?Sized>() -> &'static str {
    let mut name = type_name::<E>();
    for pointer in ["alloc::boxed::Box<", "alloc::sync::Arc<", "alloc::rc::Rc<"] {
        let held = name.strip_prefix(pointer);
        name = held.and_then(|held| held.strip_suffix('>')).unwrap_or(name);
    }
    let says_nothing = name.contains("dyn ")
        || name.contains('&')
        || name == "()"
        || name == type_name::<String>()
        || name == type_name::<str>();
    if says_nothing { ERROR_TYPE_OTHER } else { name }
}

/// The length in bytes of the longest text that counts as a class.
#[cfg(feature = "serde_json")]
const LONGEST_WORD: usize = 64;

/// The first text that looks like a class, or `_OTHER` if none does: some providers send sentences, which may quote
/// content and have high cardinality. `None` if there are no texts.
#[cfg(feature = "serde_json")]
pub(super) fn class_of<'a>(words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut words = words.into_iter().peekable();
    words.peek()?;
    Some(words.find(|word| is_word(word)).unwrap_or(ERROR_TYPE_OTHER))
}

/// Whether a text looks like a class, and not like a sentence.
#[cfg(feature = "serde_json")]
pub(super) fn is_word(word: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_.:/-".contains(&byte);
    !word.is_empty() && word.len() <= LONGEST_WORD && word.bytes().all(fits)
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::{ErrorReport, error_type_of};

    #[test]
    fn a_pointer_to_an_error_has_the_class_of_the_error() {
        struct Busy;
        impl ErrorReport for Busy {
            fn error_type(&self) -> Cow<'static, str> {
                "busy".into()
            }
        }
        fn class(error: impl ErrorReport) -> Cow<'static, str> {
            error.error_type()
        }
        assert_eq!(class(&mut Busy), "busy");
        assert_eq!(class(Box::new(&Busy)), "busy");
    }

    #[test]
    fn the_class_of_a_type_without_a_specific_name_is_other() {
        assert_eq!(error_type_of::<Box<std::fmt::Error>>(), "core::fmt::Error");
        assert_eq!(
            error_type_of::<Box<dyn std::error::Error + Send>>(),
            "_OTHER"
        );
        assert_eq!(error_type_of::<&'static str>(), "_OTHER");
        assert_eq!(error_type_of::<String>(), "_OTHER");
        assert_eq!(
            error_type_of::<std::num::ParseIntError>(),
            "core::num::error::ParseIntError"
        );
    }
}
