//! Limits of the number and the length of attributes.

use opentelemetry_sdk::trace::SpanLimits;

use super::builder::TelemetryBuilder;

/// The default limit of a log record's attributes; that of spans is the SDK's.
const LOG_ATTRIBUTES: usize = 128;

/// Limits of spans and log records; `None` is no limit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) spans: SpanLimits,
    /// Characters of a text in attributes of a span, its events and its links.
    pub(crate) span_values: Option<usize>,
    /// Characters of a text in attributes of a log record.
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
    /// The largest number of characters of a text in attributes of spans and log records; longer texts, also in lists,
    /// are cut during the export. Default: `OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT`,
    /// `OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT` and `OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT` under
    /// [`from_env`](super::Telemetry::from_env), else no limit.
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
