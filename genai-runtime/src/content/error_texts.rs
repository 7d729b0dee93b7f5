//! Whether what errors say of themselves leaves.

use super::ContentCapture;

/// The variable that says whether texts of errors leave.
pub(crate) const VARIABLE: &str = "GENAI_RUNTIME_ERROR_TEXTS";

/// What stands in the place of texts that stay because content does.
pub(crate) const WITH_CONTENT: &str =
    "withheld: content is off (GENAI_RUNTIME_ERROR_TEXTS=redacted shows it)";
/// What stands in the place of texts that stay because that is asked for.
pub(crate) const BY_THEMSELVES: &str = "withheld: GENAI_RUNTIME_ERROR_TEXTS";

/// Whether the texts of errors leave: what a span's status and `exception.message` say of a failure.
///
/// The environment says it with `GENAI_RUNTIME_ERROR_TEXTS` (`redacted` or `withheld`), the program with
/// `Telemetry::builder().error_texts(…)` or [`ContentPolicy::error_texts`](super::ContentPolicy::error_texts); the
/// program's word counts. Where neither says anything, texts stay where content is switched off by word:
/// [`ContentCapture::NoContent`] of the process, of the function (`content = off`) or of the call. Where nothing is
/// said of content either, they leave redacted.
///
/// `error.type` and `exception.type` leave in any case: a class has few values, and is no text of a user's.
///
/// # Examples
///
/// ```
/// use genai_runtime::ContentCapture;
/// use genai_runtime::content::{ContentPolicy, ErrorTexts};
///
/// // Nothing of what is said leaves, but what went wrong does.
/// let policy = ContentPolicy::default()
///     .capture(ContentCapture::NoContent)
///     .error_texts(ErrorTexts::Redacted);
/// # drop(policy);
/// assert_eq!(ErrorTexts::from_text("Withheld"), Some(ErrorTexts::Withheld));
/// assert_eq!(ErrorTexts::from_text("no"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorTexts {
    /// `redacted`: they leave, without what is [redacted](super::ContentPolicy::redaction).
    Redacted,
    /// `withheld`: a constant that says so leaves in their place.
    Withheld,
}

impl ErrorTexts {
    /// Reads a value of the environment variable, in upper or lower case; `None` if it is none of those above.
    pub fn from_text(text: &str) -> Option<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "redacted" => Some(Self::Redacted),
            "withheld" => Some(Self::Withheld),
            _ => None,
        }
    }

    /// What stands in the place of a text, if it stays: `chosen` by the process, whose word on content is `process`, for
    /// an operation whose word on it is `operation`.
    pub(crate) const fn in_place(
        chosen: Option<Self>,
        process: Option<ContentCapture>,
        operation: Option<ContentCapture>,
    ) -> Option<&'static str> {
        match chosen {
            Some(Self::Withheld) => Some(BY_THEMSELVES),
            None if ContentCapture::is_off_by_word(process, operation) => Some(WITH_CONTENT),
            Some(Self::Redacted) | None => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ContentCapture::{NoContent, SpanOnly};
    use super::ErrorTexts::{self, Redacted, Withheld};
    use super::{BY_THEMSELVES, WITH_CONTENT};

    #[test]
    fn texts_stay_where_content_is_off_by_word_and_no_word_on_them_is_said() {
        for (process, operation, expected) in [
            (None, None, None),
            (Some(SpanOnly), None, None),
            (None, Some(SpanOnly), None),
            (Some(NoContent), None, Some(WITH_CONTENT)),
            (Some(NoContent), Some(SpanOnly), Some(WITH_CONTENT)),
            (None, Some(NoContent), Some(WITH_CONTENT)),
            (Some(SpanOnly), Some(NoContent), Some(WITH_CONTENT)),
        ] {
            let said = format!("{process:?}, {operation:?}");
            let in_place = |chosen| ErrorTexts::in_place(chosen, process, operation);
            assert_eq!(in_place(None), expected, "{said}");
            assert_eq!(in_place(Some(Redacted)), None, "{said}");
            assert_eq!(in_place(Some(Withheld)), Some(BY_THEMSELVES), "{said}");
        }
    }
}
