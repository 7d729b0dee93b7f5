//! `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`.

use super::Variables;
use crate::content::{ContentCapture, VARIABLE};

/// Without the feature `content` nothing can be captured: whoever asks for it is told.
#[cfg(not(feature = "content"))]
pub(super) fn refuse(variables: &Variables<'_>) {
    let text = variables.text(VARIABLE, "NO_CONTENT");
    let is_off = |text: &str| ContentCapture::from_text(text) == Some(ContentCapture::NoContent);
    if let Some(text) = text.filter(|text| !is_off(text)) {
        let expected = "`NO_CONTENT` in a build without the feature `content` of `genai-runtime`";
        variables.refuse(VARIABLE, &text, expected, "NO_CONTENT");
    }
}

#[cfg(feature = "content")]
const EXPECTED: &str = "`NO_CONTENT`, `SPAN_ONLY`, `EVENT_ONLY` or `SPAN_AND_EVENT`";

/// Whether content is captured, if the variable is set. A bad value captures nothing.
#[cfg(feature = "content")]
pub(super) fn read(variables: &Variables<'_>) -> Option<ContentCapture> {
    let text = variables.text(VARIABLE, "NO_CONTENT")?;
    let capture = ContentCapture::from_text(&text);
    if capture.is_none() {
        variables.refuse(VARIABLE, &text, EXPECTED, "NO_CONTENT");
    }
    capture
}

#[cfg(all(test, feature = "content"))]
mod tests {
    use super::super::tests::{bad, clean};
    use crate::content::{ContentCapture, VARIABLE};

    #[test]
    fn content_is_captured_where_the_variable_says_so() {
        for (value, expected) in [
            ("", None),
            ("NO_CONTENT", Some(ContentCapture::NoContent)),
            ("False", Some(ContentCapture::NoContent)),
            ("span_only", Some(ContentCapture::SpanOnly)),
            ("EVENT_ONLY", Some(ContentCapture::EventOnly)),
            ("Span_And_Event", Some(ContentCapture::SpanAndEvent)),
        ] {
            assert_eq!(clean(&[(VARIABLE, value)]).content, expected, "{value}");
        }
    }

    #[test]
    fn anything_else_captures_nothing() {
        let warning = "`OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT` is `true`: expected \
                       `NO_CONTENT`, `SPAN_ONLY`, `EVENT_ONLY` or `SPAN_AND_EVENT`; using NO_CONTENT";
        bad(&[(&[(VARIABLE, "true")], warning)]);
    }
}
