//! Builder methods for baggage and scope attributes on spans and metrics.

use super::builder::TelemetryBuilder;
use super::error::TelemetryError;
use crate::chain::is_of_one_span;
use crate::signals::purpose::Shown;

impl TelemetryBuilder {
    /// Copies the W3C baggage under these keys to every span, for the whole process; replaces keys that were set
    /// before. Default: the comma-separated list in `GENAI_RUNTIME_BAGGAGE_ATTRIBUTES` under
    /// [`Telemetry::from_env`](super::Telemetry::from_env); none under
    /// [`Telemetry::builder`](super::Telemetry::builder), whatever the variable lists.
    ///
    /// Baggage may come from anyone who calls the service: each value is cut to 256 bytes, and a
    /// [scope](crate::chain::Scope) overrides it under the same key.
    ///
    /// A key of facts about a single span is an error of [`install`](Self::install): `error.type`, and those that begin
    /// with `gen_ai.` (except `gen_ai.conversation.id`), `genai_runtime.`, `chain.` or `openinference.`. So is an empty
    /// key.
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_runtime::telemetry::{Exporter, Telemetry};
    ///
    /// let telemetry = Telemetry::builder().exporter(Exporter::none());
    /// let _telemetry = telemetry.baggage_attributes(["app.tenant", "session.id"]).install()?;
    /// # Ok::<(), genai_runtime::telemetry::TelemetryError>(())
    /// ```
    pub fn baggage_attributes<K: Into<String>>(
        mut self,
        keys: impl IntoIterator<Item = K>,
    ) -> Self {
        self.settings.baggage_attributes = keys.into_iter().map(Into::into).collect();
        self
    }

    /// Adds the values that [scopes](crate::chain::Scope) and listed baggage have under these keys to metrics too, for
    /// the whole process; replaces keys that were set before. Default: none.
    ///
    /// Every distinct value is a time series of its own: choose keys of low cardinality, such as `app.feature`, and not
    /// users or sessions.
    ///
    /// Keys that are errors of [`baggage_attributes`](Self::baggage_attributes) are errors here, too.
    pub fn metric_attributes<K: Into<String>>(mut self, keys: impl IntoIterator<Item = K>) -> Self {
        self.settings.metric_attributes = keys.into_iter().map(Into::into).collect();
        self
    }

    /// The validated keys.
    pub(super) fn shown(&self) -> Result<Shown, TelemetryError> {
        let (baggage, metrics) = (
            &self.settings.baggage_attributes,
            &self.settings.metric_attributes,
        );
        for (what, keys) in [("baggage", baggage), ("metric", metrics)] {
            if let Some(key) = keys.iter().find(|key| is_of_one_span(key.trim())) {
                return Err(TelemetryError::Invalid(format!(
                    "the {what} attribute `{key}` is empty or describes a single operation: expected a key \
                     that describes a whole chain, such as `app.feature`"
                )));
            }
        }
        Ok(Shown::new(baggage, metrics))
    }
}

#[cfg(test)]
mod tests {
    use crate::Telemetry;
    use crate::telemetry::Exporter;

    #[test]
    fn a_key_that_describes_a_single_span_is_an_error() {
        let builder = || Telemetry::builder().exporter(Exporter::none());
        for (builder, expected) in [
            (
                builder().baggage_attributes(["app.tenant", "error.type"]),
                "the baggage attribute `error.type` is empty or describes",
            ),
            (
                builder().metric_attributes(["gen_ai.response.id"]),
                "the metric attribute `gen_ai.response.id` is empty or describes",
            ),
            (
                builder().metric_attributes([""]),
                "the metric attribute `` is empty or describes",
            ),
        ] {
            let error = builder.build().unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
        let fine = builder().baggage_attributes(["gen_ai.conversation.id"]);
        assert!(fine.build().is_ok());
    }
}
