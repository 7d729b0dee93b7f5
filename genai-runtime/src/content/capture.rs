//! Whether content is captured, and where it is written.

/// Whether prompts and completions are captured, and where they are written.
///
/// The environment sets it with `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`, the program with
/// `Telemetry::builder().content(…)`, a function with its argument `content`, a call with an expression there. The
/// more specific setting applies, but none overrides a `NO_CONTENT` of the environment or the program. A `NO_CONTENT`
/// anywhere also withholds error texts, unless [`ErrorTexts`](crate::content::ErrorTexts) is set. By default nothing is
/// captured, and error texts are recorded redacted.
///
/// Captured content is what annotations name (`input`, `system_instructions`, `tools`, `arguments`, …) and what
/// returned values report of the answer (through [`Response::text`](crate::Response::text) and similar methods), within
/// a [`ContentBudget`](crate::content::ContentBudget).
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
    /// `NO_CONTENT` or `false`: nothing. Sizes of input and output and classes of errors are still recorded; error
    /// texts are not.
    #[default]
    NoContent,
    /// `SPAN_ONLY`: on spans, as JSON: `gen_ai.input.messages`, `gen_ai.output.messages` and others.
    SpanOnly,
    /// `EVENT_ONLY`: in the event `gen_ai.client.inference.operation.details`, as structured values. Content for which
    /// the conventions have no event (arguments of tools, documents) is not captured. A call has this event only if its
    /// span is sampled and its content is captured.
    EventOnly,
    /// `SPAN_AND_EVENT`: on both.
    SpanAndEvent,
}

/// A choice whether content of a call is captured: a [`ContentCapture`], or an `Option` of it, where `None` leaves that
/// to the configuration of the process.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say whether content is captured",
    label = "expected a `ContentCapture` or an `Option` of it, found `{Self}`",
    note = "give one of `ContentCapture::{{NoContent, SpanOnly, EventOnly, SpanAndEvent}}`"
)]
pub trait CaptureChoice {
    /// Returns the choice.
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
    /// Parses a value of the environment variable, in upper or lower case; an empty one and `false` are `NO_CONTENT`.
    /// Returns `None` for an invalid text.
    pub fn from_text(text: &str) -> Option<Self> {
        match text.trim().to_ascii_uppercase().as_str() {
            "" | "NO_CONTENT" | "FALSE" => Some(Self::NoContent),
            "SPAN_ONLY" => Some(Self::SpanOnly),
            "EVENT_ONLY" => Some(Self::EventOnly),
            "SPAN_AND_EVENT" => Some(Self::SpanAndEvent),
            _ => None,
        }
    }

    /// The choice that applies to an operation, which cannot override a `NO_CONTENT` of the process.
    #[cfg(feature = "content")]
    pub(crate) const fn decide(process: Option<Self>, operation: Option<Self>) -> Self {
        match (process, operation) {
            (Some(Self::NoContent), _) | (None, None) => Self::NoContent,
            (_, Some(choice)) | (Some(choice), None) => choice,
        }
    }

    /// Whether content was switched off explicitly, and not only by default.
    pub(crate) const fn is_off_explicitly(process: Option<Self>, operation: Option<Self>) -> bool {
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
