//! `OTEL_BSP_*`, `OTEL_BLRP_*` and the limits of spans.

use opentelemetry_sdk::trace::SpanLimits;

use super::Variables;
use crate::telemetry::batch::{Batch, BatchSettings, Defaults};

pub(super) fn spans(variables: &Variables<'_>) -> BatchSettings {
    settings(variables, "OTEL_BSP", &Batch::SPANS)
}

pub(super) fn logs(variables: &Variables<'_>) -> BatchSettings {
    settings(variables, "OTEL_BLRP", &Batch::LOGS)
}

fn settings(variables: &Variables<'_>, prefix: &str, defaults: &Defaults) -> BatchSettings {
    let instead = match defaults.queue_size {
        usize::MAX => format!("as many as {} MiB hold", Batch::QUEUE_BYTES >> 20),
        size => size.to_string(),
    };
    let queue_size = variables.parsed(
        &format!("{prefix}_MAX_QUEUE_SIZE"),
        &format!("a whole number from 1 to {}", Batch::MAX_QUEUE_SIZE),
        instead,
        |text| {
            text.parse()
                .ok()
                .filter(|size| (1..=Batch::MAX_QUEUE_SIZE).contains(size))
        },
    );
    let queue = queue_size.unwrap_or(defaults.queue_size);
    let name = format!("{prefix}_MAX_EXPORT_BATCH_SIZE");
    let batch_size = variables
        .count(&name, Batch::BATCH_SIZE.min(queue))
        .map(|size| {
            if size > queue {
                variables.refuse(
                    &name,
                    &size.to_string(),
                    "no more than the queue holds",
                    queue,
                );
            }
            size.min(queue)
        });
    BatchSettings {
        queue_size,
        queue_bytes: None,
        batch_size,
        delay: variables.milliseconds(&format!("{prefix}_SCHEDULE_DELAY"), defaults.delay),
        timeout: variables.milliseconds(&format!("{prefix}_EXPORT_TIMEOUT"), Batch::TIMEOUT),
    }
}

pub(super) fn span_limits(variables: &Variables<'_>) -> SpanLimits {
    let limit = |name: &str, default: u32| {
        variables
            .parsed(name, "a whole number", default, |text| text.parse().ok())
            .unwrap_or(default)
    };
    let default = SpanLimits::default();
    let attributes = limit(
        "OTEL_ATTRIBUTE_COUNT_LIMIT",
        default.max_attributes_per_span,
    );
    SpanLimits {
        max_attributes_per_span: limit("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", attributes),
        max_events_per_span: limit("OTEL_SPAN_EVENT_COUNT_LIMIT", default.max_events_per_span),
        max_links_per_span: limit("OTEL_SPAN_LINK_COUNT_LIMIT", default.max_links_per_span),
        max_attributes_per_event: limit("OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT", attributes),
        max_attributes_per_link: limit("OTEL_LINK_ATTRIBUTE_COUNT_LIMIT", attributes),
    }
}
