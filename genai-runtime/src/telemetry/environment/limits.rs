//! `OTEL_*_LIMIT`: how many attributes spans and log records may have, and how long they may be.

use std::str::FromStr;

use opentelemetry_sdk::trace::SpanLimits;

use super::Variables;
use crate::telemetry::limits::Limits;

/// The limits.
pub(super) fn read(variables: &Variables<'_>) -> Limits {
    let Limits {
        spans,
        log_attributes,
        ..
    } = Limits::default();
    let instead = spans.max_attributes_per_span.to_string();
    let attributes: Option<u32> = number(variables, "OTEL_ATTRIBUTE_COUNT_LIMIT", instead);
    let general = attributes.and_then(|most| usize::try_from(most).ok());
    let general = general.unwrap_or(log_attributes);
    let of_logs = "OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT";
    let value_length = limit(variables, "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", None);
    let of = |name| limit(variables, name, value_length);
    Limits {
        spans: of_spans(variables, attributes, spans),
        span_values: of("OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT"),
        log_values: of("OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT"),
        log_attributes: number(variables, of_logs, general.to_string()).unwrap_or(general),
    }
}

/// An optional limit.
fn limit(variables: &Variables<'_>, name: &str, default: Option<usize>) -> Option<usize> {
    let instead = default.map_or_else(|| "no limit".to_owned(), |limit| limit.to_string());
    number(variables, name, instead).or(default)
}

fn number<T: FromStr>(variables: &Variables<'_>, name: &str, instead: String) -> Option<T> {
    variables.parsed(name, "a whole number", instead, |text| text.parse().ok())
}

fn of_spans(variables: &Variables<'_>, attributes: Option<u32>, default: SpanLimits) -> SpanLimits {
    let limit =
        |name, default: u32| number(variables, name, default.to_string()).unwrap_or(default);
    let attributes = attributes.unwrap_or(default.max_attributes_per_span);
    SpanLimits {
        max_attributes_per_span: limit("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", attributes),
        max_events_per_span: limit("OTEL_SPAN_EVENT_COUNT_LIMIT", default.max_events_per_span),
        max_links_per_span: limit("OTEL_SPAN_LINK_COUNT_LIMIT", default.max_links_per_span),
        max_attributes_per_event: limit("OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT", attributes),
        max_attributes_per_link: limit("OTEL_LINK_ATTRIBUTE_COUNT_LIMIT", attributes),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{bad, clean};

    #[test]
    fn spans_and_log_records_have_128_attributes_by_default() {
        let limits = clean(&[]).limits;
        assert_eq!(limits.spans.max_attributes_per_span, 128);
        assert_eq!(limits.log_attributes, 128);
        for name in [
            "OTEL_ATTRIBUTE_COUNT_LIMIT",
            "OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT",
        ] {
            let warning = format!("`{name}` is `many`: expected a whole number; using 128");
            bad(&[(&[(name, "many")], &warning)]);
        }
    }
}
