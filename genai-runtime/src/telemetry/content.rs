//! What the builder is told of captured content, and of what is taken out of texts.

use super::builder::TelemetryBuilder;
use crate::content::ErrorTexts;
#[cfg(feature = "content")]
use crate::content::{ContentBudget, ContentCapture, StoreQueue};
use crate::redact::Redaction;

impl TelemetryBuilder {
    /// Whether what models are told and answer is captured, for the whole process. Default: what
    /// `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT` says, else what functions say. With
    /// [`ContentCapture::NoContent`] the texts of errors stay, too, unless [`error_texts`](Self::error_texts) says
    /// otherwise. Where that variable says `NO_CONTENT`, nothing is captured whatever is said here, and a notice says so.
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
    /// place on spans and in events. [`ContentPolicy::store`](crate::content::ContentPolicy::store) says more. Flushes
    /// and shutdowns wait for it.
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

    /// Whether the texts of errors leave, for the whole process: descriptions of spans' statuses and
    /// `exception.message`. Default: what `GENAI_RUNTIME_ERROR_TEXTS` says, else they leave redacted, but not where
    /// content is switched off by word.
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

    /// What is taken out of the texts of spans and log records that leave through these exporters, whoever made them,
    /// and out of what annotated functions measure and say to any other exporter: names, attributes, events,
    /// descriptions of errors, content. What these exporters send is looked at on their threads. Default: the built-in
    /// kinds, out of descriptions of errors alone.
    ///
    /// Metrics of other instruments than the framework's, attributes of the resource and baggage that goes on to other
    /// processes leave as they are.
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
