//! Builder methods for captured content, error texts and redaction.

use super::builder::TelemetryBuilder;
use crate::content::ErrorTexts;
#[cfg(feature = "content")]
use crate::content::{ContentBudget, ContentCapture, StoreQueue};
use crate::redact::Redaction;

impl TelemetryBuilder {
    /// Whether prompts and completions are captured, for the whole process. Default:
    /// `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`, else each function decides. [`ContentCapture::NoContent`]
    /// also withholds error texts, unless [`error_texts`](Self::error_texts) is set. If the variable is `NO_CONTENT`,
    /// nothing is captured whatever is set here, and a warning says so.
    #[cfg(feature = "content")]
    pub fn content(mut self, content: ContentCapture) -> Self {
        self.settings.content = Some(content);
        self
    }

    /// How much of captured content is kept, for the whole process.
    #[cfg(feature = "content")]
    pub fn content_budget(mut self, budget: ContentBudget) -> Self {
        self.settings.content_budget = Some(budget);
        self
    }

    /// Where captured content is stored, for the whole process: each distinct part once, with a reference in its
    /// place on spans and in events; see [`ContentPolicy::store`](crate::content::ContentPolicy::store). Flushes
    /// and shutdowns wait for the store.
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_runtime::content::{DirectoryStore, StoreQueue};
    /// use genai_runtime::{ContentCapture, Telemetry};
    ///
    /// let store = StoreQueue::new(DirectoryStore::new("/var/lib/bot/content"));
    /// let builder = Telemetry::builder().content(ContentCapture::SpanAndEvent).content_store(store.clone());
    /// # drop(builder);
    /// ```
    #[cfg(feature = "content")]
    pub fn content_store(mut self, store: impl Into<StoreQueue>) -> Self {
        self.settings.content_store = Some(store.into());
        self
    }

    /// Whether captured content is also written to the `OpenInference` attributes `input.value` and `output.value`,
    /// which Phoenix shows in its list of spans, for the whole process; see
    /// [`ContentPolicy::openinference_values`](crate::content::ContentPolicy::openinference_values). Default:
    /// `GENAI_RUNTIME_OPENINFERENCE_VALUES`, else it is not.
    #[cfg(feature = "content")]
    pub fn openinference_values(mut self, are_written: bool) -> Self {
        self.settings.openinference_values = Some(are_written);
        self
    }

    /// Whether error texts (span status descriptions and `exception.message`) are recorded, for the whole process.
    /// Default: `GENAI_RUNTIME_ERROR_TEXTS`, else they are recorded redacted, or withheld where content is explicitly
    /// switched off.
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_runtime::content::ErrorTexts;
    /// use genai_runtime::telemetry::Telemetry;
    ///
    /// let builder = Telemetry::builder().error_texts(ErrorTexts::Withheld);
    /// # drop(builder);
    /// ```
    pub fn error_texts(mut self, error_texts: ErrorTexts) -> Self {
        self.settings.error_texts = Some(error_texts);
        self
    }

    /// What is redacted: from all spans and log records that the exporters of this builder send, whoever recorded them,
    /// and from the telemetry of annotated functions, metrics included, that other exporters receive. Names,
    /// attributes, events, error descriptions and content are redacted; the exporters of this builder do so on their
    /// own threads. Default: the built-in kinds, in error descriptions only.
    ///
    /// Not redacted are metrics of instruments other than the framework's, resource attributes and propagated baggage.
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_runtime::redact::{Kind, Redaction};
    /// use genai_runtime::telemetry::Telemetry;
    ///
    /// let builder = Telemetry::builder().redaction(Redaction::built_in().without(Kind::IpAddress));
    /// # drop(builder);
    /// ```
    pub fn redaction(mut self, redaction: Redaction) -> Self {
        self.settings.redaction = Some(redaction);
        self
    }
}
