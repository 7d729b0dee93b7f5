//! Custom redactors.

use std::borrow::Cow;

/// Replaces sensitive data in a text.
///
/// Closures and functions from `&str` to `Cow<str>` are redactors. If there is nothing to replace, a redactor should
/// return the given text, borrowed: then nothing is copied.
///
/// # Examples
///
/// ```
/// use std::borrow::Cow;
///
/// use genai_runtime::redact::{Redaction, Redactor};
///
/// #[derive(Debug)]
/// struct Patients;
///
/// impl Redactor for Patients {
///     fn redact<'a>(&self, text: &'a str) -> Cow<'a, str> {
///         if text.contains("patient-") {
///             Cow::Owned(text.replace("patient-", "[patient] "))
///         } else {
///             Cow::Borrowed(text)
///         }
///     }
/// }
///
/// let redaction = Redaction::built_in().with(Patients);
/// assert_eq!(redaction.apply("patient-7, bob@example.com"), "[patient] 7, [email]");
/// ```
pub trait Redactor: Send + Sync {
    /// Returns the text with sensitive data replaced.
    fn redact<'a>(&self, text: &'a str) -> Cow<'a, str>;
}

impl<F> Redactor for F
where
    F: for<'a> Fn(&'a str) -> Cow<'a, str> + Send + Sync,
{
    fn redact<'a>(&self, text: &'a str) -> Cow<'a, str> {
        self(text)
    }
}
