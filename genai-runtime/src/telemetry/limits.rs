//! How many attributes spans and log records may have, and how long they may be.

use opentelemetry_sdk::trace::SpanLimits;

use super::builder::TelemetryBuilder;

/// Attributes of a log record, where nobody says how many; those of spans are the SDK's matter.
const LOG_ATTRIBUTES: usize = 128;

/// What a span or a log record may hold; none where there is no limit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) spans: SpanLimits,
    /// Characters of a text in an attribute of a span, its events and its links.
    pub(crate) span_values: Option<usize>,
    /// Likewise of a log record.
    pub(crate) log_values: Option<usize>,
    pub(crate) log_attributes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            spans: SpanLimits::default(),
            span_values: None,
            log_values: None,
            log_attributes: LOG_ATTRIBUTES,
        }
    }
}

impl TelemetryBuilder {
    /// How many characters a text in an attribute of a span or a log record may have; longer ones are cut at export,
    /// also in lists. Default: `OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT`, `OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT` and
    /// `OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT` under [`from_env`](super::Telemetry::from_env), else no limit.
    ///
    /// The limit cuts captured content anywhere, so that its JSON may become invalid: a
    #[cfg_attr(
        feature = "content",
        doc = "[`ContentBudget`](crate::content::ContentBudget)"
    )]
    #[cfg_attr(not(feature = "content"), doc = "`ContentBudget`")]
    /// keeps it valid.
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_runtime::telemetry::Telemetry;
    ///
    /// let builder = Telemetry::builder().attribute_value_length(4096);
    /// # drop(builder);
    /// ```
    pub fn attribute_value_length(mut self, characters: usize) -> Self {
        self.settings.limits.span_values = Some(characters);
        self.settings.limits.log_values = Some(characters);
        self
    }
}
