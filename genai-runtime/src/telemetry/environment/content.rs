//! `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`.

use super::Variables;
use crate::content::ContentCapture;
use crate::content::capture::VARIABLE;

/// Whether content is captured, if the variable is set. A bad value captures nothing.
pub(super) fn read(variables: &Variables<'_>) -> Option<ContentCapture> {
    let text = variables.text(VARIABLE, "NO_CONTENT")?;
    let capture = ContentCapture::from_text(&text);
    if capture.is_none() {
        variables.refuse(VARIABLE, &text, "`NO_CONTENT` or `SPAN_ONLY`", "NO_CONTENT");
    }
    capture
}

#[cfg(test)]
mod tests {
    use super::super::tests::{bad, clean};
    use super::VARIABLE;
    use crate::content::ContentCapture;

    #[test]
    fn content_is_captured_where_the_variable_says_so() {
        for (value, expected) in [
            ("", None),
            ("NO_CONTENT", Some(ContentCapture::NoContent)),
            ("span_only", Some(ContentCapture::SpanOnly)),
        ] {
            assert_eq!(clean(&[(VARIABLE, value)]).content, expected, "{value}");
        }
    }

    #[test]
    fn anything_else_captures_nothing() {
        let warning = "`OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT` is `true`: expected \
                       `NO_CONTENT` or `SPAN_ONLY`; using NO_CONTENT";
        bad(&[(&[(VARIABLE, "true")], warning)]);
    }
}
