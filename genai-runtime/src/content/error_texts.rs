//! Whether error texts are recorded.

use super::ContentCapture;

/// The environment variable for [`ErrorTexts`].
pub(crate) const VARIABLE: &str = "GENAI_RUNTIME_ERROR_TEXTS";

/// Replaces texts that are withheld because content is switched off.
pub(crate) const WITH_CONTENT: &str =
    "withheld: content is off (GENAI_RUNTIME_ERROR_TEXTS=redacted shows it)";
/// Replaces texts that are withheld explicitly.
pub(crate) const BY_THEMSELVES: &str = "withheld: GENAI_RUNTIME_ERROR_TEXTS";

/// Whether error texts (a span's status description and `exception.message`) are recorded.
///
/// The environment sets it with `GENAI_RUNTIME_ERROR_TEXTS` (`redacted` or `withheld`), the program with
/// `Telemetry::builder().error_texts(…)` or [`ContentPolicy::error_texts`](super::ContentPolicy::error_texts), which
/// overrides the environment. If neither is set, texts are withheld where content is explicitly switched off:
/// [`ContentCapture::NoContent`] of the process, of the function (`content = off`) or of the call. Otherwise they are
/// recorded redacted.
///
/// `error.type` and `exception.type` are always recorded: a class has few values and contains no text of users.
///
/// # Examples
///
/// ```
/// use genai_runtime::ContentCapture;
/// use genai_runtime::content::{ContentPolicy, ErrorTexts};
///
/// // Record no content, but error texts.
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
    /// `redacted`: they are recorded after [redaction](super::ContentPolicy::redaction).
    Redacted,
    /// `withheld`: a constant is recorded instead.
    Withheld,
}

impl ErrorTexts {
    /// Parses a value of the environment variable, in upper or lower case; `None` for an invalid text.
    pub fn from_text(text: &str) -> Option<Self> {
        match text.trim().to_ascii_lowercase().as_str() {
            "redacted" => Some(Self::Redacted),
            "withheld" => Some(Self::Withheld),
            _ => None,
        }
    }

    /// What replaces a withheld text; `chosen` is the process's setting for error texts, `process` and `operation` are
    /// the settings for content.
    pub(crate) const fn in_place(
        chosen: Option<Self>,
        process: Option<ContentCapture>,
        operation: Option<ContentCapture>,
    ) -> Option<&'static str> {
        match chosen {
            Some(Self::Withheld) => Some(BY_THEMSELVES),
            None if ContentCapture::is_off_explicitly(process, operation) => Some(WITH_CONTENT),
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
    fn error_texts_are_withheld_if_content_is_explicitly_off_and_they_are_unset() {
        for (process, operation, expected) in [
            (None, None, None),
            (Some(SpanOnly), None, None),
            (None, Some(SpanOnly), None),
            (Some(NoContent), None, Some(WITH_CONTENT)),
            (Some(NoContent), Some(SpanOnly), Some(WITH_CONTENT)),
            (None, Some(NoContent), Some(WITH_CONTENT)),
            (Some(SpanOnly), Some(NoContent), Some(WITH_CONTENT)),
        ] {
            let case = format!("{process:?}, {operation:?}");
            let in_place = |chosen| ErrorTexts::in_place(chosen, process, operation);
            assert_eq!(in_place(None), expected, "{case}");
            assert_eq!(in_place(Some(Redacted)), None, "{case}");
            assert_eq!(in_place(Some(Withheld)), Some(BY_THEMSELVES), "{case}");
        }
    }
}
