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
    Some(capture.unwrap_or_default())
}
