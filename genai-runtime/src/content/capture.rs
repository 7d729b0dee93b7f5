//! Whether content is captured, and where it goes.

/// Whether what models are told and what they answer is captured, and where it goes.
///
/// The environment says it with `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`, the program with
/// `Telemetry::builder().content(…)`, a function with its argument `content`, a call with an expression there. The
/// more particular word counts; but where the environment or the program says `NO_CONTENT`, nothing leaves that comes
/// after it, whatever is written there. Where any of them says `NO_CONTENT`, the texts of errors stay, too, unless
/// [`ErrorTexts`](crate::content::ErrorTexts) says otherwise; where nothing is said, nothing is captured, and texts of
/// errors leave redacted.
///
/// Captured is what annotations say (`input`, `system_instructions`, `tools`, `arguments`, …) and what returned
/// values say of the answer ([`Response::text`](crate::Response::text) and its like), within a
/// [`ContentBudget`](crate::content::ContentBudget).
///
/// # Examples
///
/// ```
/// use genai_runtime::ContentCapture;
///
/// assert_eq!(ContentCapture::from_text("span_only"), Some(ContentCapture::SpanOnly));
/// assert_eq!(ContentCapture::from_text("false"), Some(ContentCapture::NoContent));
/// assert_eq!(ContentCapture::from_text("yes"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum ContentCapture {
    /// `NO_CONTENT` or `false`: nothing. The sizes of questions and answers are recorded all the same, and so are the
    /// classes of errors; what errors say of themselves is not.
    #[default]
    NoContent,
    /// `SPAN_ONLY`: on spans, as JSON: `gen_ai.input.messages`, `gen_ai.output.messages` and their like.
    SpanOnly,
    /// `EVENT_ONLY`: in the event `gen_ai.client.inference.operation.details`, as structured values. What the
    /// conventions have no event for (arguments of tools, documents) is not captured.
    EventOnly,
    /// `SPAN_AND_EVENT`: on both.
    SpanAndEvent,
}

/// A value that says whether content of a call is captured: a [`ContentCapture`], or an `Option` of it, where `None`
/// leaves it to the process.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say whether content is captured",
    label = "expected a `ContentCapture` or an `Option` of it, found `{Self}`",
    note = "give one of `ContentCapture::{{NoContent, SpanOnly, EventOnly, SpanAndEvent}}`"
)]
pub trait CaptureChoice {
    /// What it says.
    fn choice(&self) -> Option<ContentCapture>;
}

impl CaptureChoice for ContentCapture {
    fn choice(&self) -> Option<ContentCapture> {
        Some(*self)
    }
}

impl CaptureChoice for Option<ContentCapture> {
    fn choice(&self) -> Option<ContentCapture> {
        *self
    }
}

impl<T: CaptureChoice + ?Sized> CaptureChoice for &T {
    fn choice(&self) -> Option<ContentCapture> {
        (**self).choice()
    }
}

impl ContentCapture {
    /// Reads a value of the environment variable, in upper or lower case; an empty one and `false` are `NO_CONTENT`.
    /// `None` if it is none of these and none of those above.
    pub fn from_text(text: &str) -> Option<Self> {
        match text.trim().to_ascii_uppercase().as_str() {
            "" | "NO_CONTENT" | "FALSE" => Some(Self::NoContent),
            "SPAN_ONLY" => Some(Self::SpanOnly),
            "EVENT_ONLY" => Some(Self::EventOnly),
            "SPAN_AND_EVENT" => Some(Self::SpanAndEvent),
            _ => None,
        }
    }

    /// What holds for an operation: the word of the process is the last one where it is no.
    #[cfg(feature = "content")]
    pub(crate) const fn decide(process: Option<Self>, operation: Option<Self>) -> Self {
        match (process, operation) {
            (Some(Self::NoContent), _) | (None, None) => Self::NoContent,
            (_, Some(said)) | (Some(said), None) => said,
        }
    }

    /// Whether somebody has said that content is off, and not only nobody that it is on.
    pub(crate) const fn is_off_by_word(process: Option<Self>, operation: Option<Self>) -> bool {
        matches!(
            (process, operation),
            (Some(Self::NoContent), _) | (_, Some(Self::NoContent))
        )
    }

    /// Whether anything is captured.
    pub(crate) const fn is_on(self) -> bool {
        !matches!(self, Self::NoContent)
    }

    /// Whether spans carry content.
    pub(crate) const fn is_on_spans(self) -> bool {
        matches!(self, Self::SpanOnly | Self::SpanAndEvent)
    }

    /// Whether events carry content.
    pub(crate) const fn is_in_events(self) -> bool {
        matches!(self, Self::EventOnly | Self::SpanAndEvent)
    }
}
