//! Whether content is captured, and where it goes.
//!
//! A setting of a context for tests, else of the process, else of the environment. Nothing is captured
//! unless somebody asks for it.

use std::sync::atomic::{AtomicU8, Ordering};

use super::VARIABLE;

/// Whether what models answer is captured, and where it goes.
///
/// The environment says it with `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`. Captured are the
/// answers of annotated functions whose values say them ([`Response::text`](crate::Response::text) and its
/// like): at most 16 KiB of each text and of each tool call's arguments, and 64 KiB of each call, counted as
/// JSON. Of longer texts the beginning and the end are kept, around a note such as
/// `…[123 bytes omitted]…`.
///
/// # Examples
///
/// ```
/// use genai_runtime::ContentCapture;
///
/// assert_eq!(ContentCapture::from_text("span_only"), Some(ContentCapture::SpanOnly));
/// assert_eq!(ContentCapture::from_text("yes"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum ContentCapture {
    /// `NO_CONTENT`: nothing. The sizes of answers are recorded all the same.
    #[default]
    NoContent,
    /// `SPAN_ONLY`: on spans, as `gen_ai.output.messages`.
    SpanOnly,
}

impl ContentCapture {
    /// Reads a value of the environment variable, in upper or lower case; `None` if it is none of those
    /// above.
    pub fn from_text(text: &str) -> Option<Self> {
        match text.trim().to_ascii_uppercase().as_str() {
            "" | "NO_CONTENT" => Some(Self::NoContent),
            "SPAN_ONLY" => Some(Self::SpanOnly),
            _ => None,
        }
    }
}

const UNSAID: u8 = 0;
const NO_CONTENT: u8 = 1;
const SPAN_ONLY: u8 = 2;

/// What the process has chosen.
static CHOSEN: AtomicU8 = AtomicU8::new(UNSAID);

/// The process's choice; the environment's if it has made none.
pub(crate) fn of_process() -> ContentCapture {
    match CHOSEN.load(Ordering::Relaxed) {
        UNSAID => {
            let text = std::env::var(VARIABLE).unwrap_or_default();
            let capture = ContentCapture::from_text(&text).unwrap_or_default();
            // Somebody may have chosen in the meantime; the environment does not overrule a choice.
            let before = CHOSEN.compare_exchange(
                UNSAID,
                number(capture),
                Ordering::Relaxed,
                Ordering::Relaxed,
            );
            before.map_or_else(capture_of, |_| capture)
        }
        chosen => capture_of(chosen),
    }
}

/// Chooses for the process.
#[cfg(feature = "sdk")]
pub(crate) fn choose(capture: ContentCapture) {
    CHOSEN.store(number(capture), Ordering::Relaxed);
}

const fn number(capture: ContentCapture) -> u8 {
    match capture {
        ContentCapture::NoContent => NO_CONTENT,
        ContentCapture::SpanOnly => SPAN_ONLY,
    }
}

const fn capture_of(number: u8) -> ContentCapture {
    match number {
        SPAN_ONLY => ContentCapture::SpanOnly,
        _ => ContentCapture::NoContent,
    }
}
