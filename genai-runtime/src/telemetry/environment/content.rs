//! `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`.

use super::Variables;
use crate::content::{ContentCapture, VARIABLE};

/// Without the feature `content`, only `NO_CONTENT` is valid.
const EXPECTED: &str = if cfg!(feature = "content") {
    "`NO_CONTENT`, `SPAN_ONLY`, `EVENT_ONLY` or `SPAN_AND_EVENT`"
} else {
    "`NO_CONTENT` in a build without the feature `content` of `genai-runtime`"
};

/// Whether content is captured, if the variable is set. An invalid value, or one that is not UTF-8, captures nothing.
pub(super) fn read(variables: &Variables<'_>) -> Option<ContentCapture> {
    let can_be = |capture: &ContentCapture| cfg!(feature = "content") || !capture.is_on();
    // Not `None`, which would leave the choice to the environment of the process: `lookup` may be another one.
    let instead = (ContentCapture::NoContent, "NO_CONTENT");
    variables.parsed_or(VARIABLE, EXPECTED, instead, |text| {
        ContentCapture::from_text(text).filter(can_be)
    })
}

#[cfg(all(test, feature = "content"))]
mod tests {
    #[cfg(unix)]
    use super::super::tests::no_text;
    use super::super::tests::{clean, settings};
    use crate::content::{ContentCapture, VARIABLE};

    #[test]
    fn the_variable_chooses_the_capture_mode() {
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
    fn other_values_capture_nothing() {
        let warning = "`OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT` is `true`: expected \
                       `NO_CONTENT`, `SPAN_ONLY`, `EVENT_ONLY` or `SPAN_AND_EVENT`; using NO_CONTENT";
        let (found, warnings) = settings(&[(VARIABLE, "true")]);
        assert_eq!(found.content, Some(ContentCapture::NoContent));
        assert_eq!(warnings, [warning]);
    }

    #[cfg(unix)]
    #[test]
    fn values_that_are_not_utf8_capture_nothing() {
        let warning = "`OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT` is not valid UTF-8: expected text; using \
                       NO_CONTENT";
        let (found, warnings) = no_text(VARIABLE);
        assert_eq!(found.content, Some(ContentCapture::NoContent));
        assert_eq!(warnings, [warning]);
    }
}
