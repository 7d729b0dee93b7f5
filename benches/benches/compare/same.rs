//! Checks that both sides of a case record the same, before anything is measured.

use std::collections::{BTreeMap, BTreeSet};

use opentelemetry::{Array, KeyValue, Value, global};
use opentelemetry_sdk::metrics::data::{
    AggregatedMetrics, MetricData, ResourceMetrics, ScopeMetrics,
};
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, SdkMeterProvider};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SpanData};

use crate::annotated::{self, Reply, ready};
use crate::destination::Destination;
use crate::one_call::call;
use crate::rounds::Pace;
use crate::setup::Providers;
use crate::table::Row;
use crate::{by_hand, by_tracing, least, workflow};

/// Converts values for the comparison.
type Form = fn(&Value) -> String;

/// A span without times and ids.
#[derive(Debug, PartialEq)]
struct ExportedSpan {
    name: String,
    kind: String,
    status: String,
    attributes: BTreeMap<String, String>,
    events: usize,
    /// The name of its parent.
    parent: Option<String>,
}

/// Keeps one side's exports.
#[derive(Debug)]
struct Kept {
    spans: InMemorySpanExporter,
    metrics: InMemoryMetricExporter,
    tracer: SdkTracerProvider,
    meter: SdkMeterProvider,
}

/// Makes each call once on each side.
///
/// # Panics
///
/// Panics if they do not record the same.
pub(crate) fn telemetry(_: Pace) -> Vec<Row> {
    let ours = Kept::new();
    global::set_tracer_provider(ours.tracer.clone());
    global::set_meter_provider(ours.meter.clone());
    let hand = Kept::new();
    by_hand::install(hand.providers());
    let traced = Kept::new();
    by_tracing::install(traced.providers());
    let reply = &Reply::new();

    ready(call!(annotated::complete, reply));
    ready(call!(by_hand::complete, reply));
    assert_eq!(ours.spans(exact), hand.spans(exact));
    ready(call!(annotated::complete, reply));
    ready(call!(by_tracing::complete, reply));
    assert_eq!(ours.spans(text), traced.spans(text));
    call!(annotated::complete_blocking, reply);
    call!(by_hand::complete_blocking, reply);
    assert_eq!(ours.spans(exact), hand.spans(exact));
    // `tracing` does not record the metrics of the second call.
    ready(call!(by_hand::complete, reply));
    hand.spans(exact);
    assert_eq!(ours.measured(), hand.measured());

    let fast = InMemorySpanExporter::default();
    workflow::report_to(fast.clone());
    workflow::annotated("why?");
    workflow::by_fastrace("why?");
    fastrace::flush();
    let by_fastrace = exported_spans(&fast.get_finished_spans().unwrap(), text);
    assert_eq!(ours.spans(text), by_fastrace);
    least::look_up(false);
    least::workflow("why?");
    assert_eq!(ours.spans(text), by_fastrace);
    Vec::new()
}

impl Kept {
    fn new() -> Self {
        let spans = InMemorySpanExporter::default();
        let metrics = InMemoryMetricExporter::default();
        Self {
            tracer: SdkTracerProvider::builder()
                .with_simple_exporter(spans.clone())
                .build(),
            meter: SdkMeterProvider::builder()
                .with_periodic_exporter(metrics.clone())
                .build(),
            spans,
            metrics,
        }
    }

    fn providers(&self) -> Providers {
        Providers {
            tracer: self.tracer.clone(),
            meter: Some(self.meter.clone()),
            destination: Destination::new(|| (), || 0),
        }
    }

    /// The spans since the last call.
    fn spans(&self, form: Form) -> Vec<ExportedSpan> {
        let spans = self.spans.get_finished_spans().unwrap();
        self.spans.reset();
        assert!(!spans.is_empty());
        exported_spans(&spans, form)
    }

    /// Metrics with their units, attributes and counts.
    fn measured(&self) -> BTreeSet<String> {
        self.meter.force_flush().unwrap();
        let exported = self.metrics.get_finished_metrics().unwrap();
        let scopes = exported.iter().flat_map(ResourceMetrics::scope_metrics);
        let metrics = scopes.flat_map(ScopeMetrics::metrics);
        metrics
            .flat_map(|metric| {
                let points = match metric.data() {
                    AggregatedMetrics::F64(MetricData::Histogram(histogram)) => histogram
                        .data_points()
                        .map(|point| (point.count(), attributes(point.attributes(), exact)))
                        .collect(),
                    AggregatedMetrics::U64(MetricData::Histogram(histogram)) => histogram
                        .data_points()
                        .map(|point| (point.count(), attributes(point.attributes(), exact)))
                        .collect(),
                    _ => Vec::new(),
                };
                let head = format!("{} in {}", metric.name(), metric.unit());
                points
                    .into_iter()
                    .map(move |(count, attributes)| format!("{head}: {count} of {attributes:?}"))
            })
            .collect()
    }
}

fn exported_spans(spans: &[SpanData], form: Form) -> Vec<ExportedSpan> {
    let name = |of: &SpanData| {
        let parent = spans
            .iter()
            .find(|span| span.span_context.span_id() == of.parent_span_id);
        parent.map(|parent| parent.name.to_string())
    };
    let mut exported: Vec<_> = spans
        .iter()
        .map(|span| ExportedSpan {
            name: span.name.to_string(),
            kind: format!("{:?}", span.span_kind),
            status: format!("{:?}", span.status),
            attributes: attributes(&span.attributes, form),
            events: span.events.len(),
            parent: name(span),
        })
        .collect();
    exported.sort_by(|one, other| one.name.cmp(&other.name));
    exported
}

/// The value with its type, whether borrowed or owned.
fn exact(value: &Value) -> String {
    let kind = match value {
        Value::Bool(_) => "boolean",
        Value::I64(_) => "integer",
        Value::F64(_) => "number",
        Value::String(_) => "text",
        Value::Array(Array::String(_)) => "texts",
        _ => "other",
    };
    format!("{kind} {value}")
}

/// The value alone, for libraries that have only strings.
fn text(value: &Value) -> String {
    value.to_string()
}

fn attributes<'a>(
    attributes: impl IntoIterator<Item = &'a KeyValue>,
    form: Form,
) -> BTreeMap<String, String> {
    let pair = |attribute: &KeyValue| (attribute.key.to_string(), form(&attribute.value));
    attributes.into_iter().map(pair).collect()
}
