//! The requests that reach an OTLP receiver, over gRPC and over HTTP/protobuf.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests may panic, as tests may"
)]
#![allow(
    clippy::indexing_slicing,
    reason = "helpers of tests may panic, as tests may"
)]

use genai_runtime::telemetry::{Exporter, OtlpExporter, OtlpProtocol, Telemetry};
use genai_tests::receiver::{Receiver, attribute};
use genai_tests::setup::PLENTY;
use opentelemetry::logs::{AnyValue, LogRecord as _, Logger as _, LoggerProvider as _, Severity};
use opentelemetry::metrics::MeterProvider as _;
use opentelemetry::trace::{
    Span as _, SpanKind, Status, TraceContextExt as _, Tracer as _, TracerProvider as _,
};
use opentelemetry::{Array, Context, InstrumentationScope, KeyValue, Value};
use opentelemetry_proto::tonic::common::v1::ArrayValue;
use opentelemetry_proto::tonic::common::v1::any_value::Value as Wire;
use opentelemetry_proto::tonic::metrics::v1::{AggregationTemporality, metric, number_data_point};
use opentelemetry_proto::tonic::trace::v1::{Span as WireSpan, span, status};

fn both_transports(test: impl Fn(&Receiver, OtlpExporter)) {
    for (receiver, protocol) in [
        (Receiver::grpc(), OtlpProtocol::Grpc),
        (Receiver::http(), OtlpProtocol::HttpProtobuf),
    ] {
        let exporter = Exporter::otlp()
            .protocol(protocol)
            .endpoint(receiver.endpoint());
        test(&receiver, exporter);
    }
}

fn scope() -> InstrumentationScope {
    InstrumentationScope::builder("wire")
        .with_version("1.2")
        .build()
}

#[expect(clippy::unnecessary_wraps, reason = "attributes may be absent")]
fn text(value: &str) -> Option<Wire> {
    Some(Wire::StringValue(value.to_owned()))
}

fn assert_every_type(child: &WireSpan) {
    assert_eq!(child.attributes.len(), 5);
    assert_eq!(attribute(&child.attributes, "text"), text("x"));
    assert_eq!(
        attribute(&child.attributes, "number"),
        Some(Wire::IntValue(5))
    );
    assert_eq!(
        attribute(&child.attributes, "ratio"),
        Some(Wire::DoubleValue(0.5))
    );
    assert_eq!(
        attribute(&child.attributes, "flag"),
        Some(Wire::BoolValue(true))
    );
    let Some(Wire::ArrayValue(ArrayValue { values })) = attribute(&child.attributes, "list") else {
        panic!("expected a list")
    };
    let values: Vec<_> = values.into_iter().map(|value| value.value).collect();
    assert_eq!(values, [text("a"), text("b")]);
    assert_eq!(child.events[0].name, "exception");
    assert_eq!(
        attribute(&child.events[0].attributes, "exception.type"),
        text("Timeout")
    );
}

#[test]
fn spans_arrive_with_all_their_fields() {
    both_transports(|receiver, exporter| {
        let telemetry = Telemetry::builder()
            .service_name("bot")
            .service_version("7")
            .environment("staging")
            .resource_attribute("replicas", 3)
            .exporter(exporter)
            .build()
            .unwrap();
        let tracer = telemetry.tracer_provider().tracer_with_scope(scope());
        let root = tracer
            .span_builder("root")
            .with_kind(SpanKind::Internal)
            .start_with_context(&tracer, &Context::new());
        let context = Context::new().with_span(root);
        let mut child = tracer
            .span_builder("child")
            .with_kind(SpanKind::Client)
            .with_attributes([
                KeyValue::new("text", "x"),
                KeyValue::new("number", 5),
                KeyValue::new("ratio", 0.5),
                KeyValue::new("flag", true),
                KeyValue::new(
                    "list",
                    Value::Array(Array::String(vec!["a".into(), "b".into()])),
                ),
            ])
            .start_with_context(&tracer, &context);
        child.add_event(
            "exception",
            vec![KeyValue::new("exception.type", "Timeout")],
        );
        child.set_status(Status::error("too late"));
        child.end();
        context.span().end();
        telemetry.shutdown(PLENTY).unwrap();

        let spans = receiver.spans(2);
        let named = |name: &str| spans.iter().find(|span| span.item.name == name).unwrap();
        let (root, child) = (named("root"), named("child"));
        for span in [root, child] {
            assert_eq!(span.resource_attribute("service.name"), text("bot"));
            assert_eq!(span.resource_attribute("service.version"), text("7"));
            assert_eq!(
                span.resource_attribute("deployment.environment.name"),
                text("staging")
            );
            assert_eq!(span.resource_attribute("replicas"), Some(Wire::IntValue(3)));
            assert_eq!(
                span.resource_attribute("telemetry.sdk.language"),
                text("rust")
            );
            assert_eq!(
                (span.scope.name.as_str(), span.scope.version.as_str()),
                ("wire", "1.2")
            );
            assert!(span.item.start_time_unix_nano <= span.item.end_time_unix_nano);
        }
        let (root, child) = (&root.item, &child.item);
        assert_eq!(
            (root.kind(), child.kind()),
            (span::SpanKind::Internal, span::SpanKind::Client)
        );
        assert!(root.parent_span_id.is_empty());
        assert_eq!(
            (&child.parent_span_id, &child.trace_id),
            (&root.span_id, &root.trace_id)
        );
        let status = child.status.as_ref().unwrap();
        assert_eq!(
            (status.code(), status.message.as_str()),
            (status::StatusCode::Error, "too late")
        );
        assert_eq!(
            root.status.clone().unwrap_or_default().code(),
            status::StatusCode::Unset
        );
        assert_every_type(child);
    });
}

#[test]
fn metrics_arrive_with_points_and_buckets() {
    both_transports(|receiver, exporter| {
        let telemetry = Telemetry::builder()
            .service_name("bot")
            .exporter(exporter)
            .build()
            .unwrap();
        let meter = telemetry.meter_provider().meter_with_scope(scope());
        let histogram = meter
            .f64_histogram("duration")
            .with_unit("s")
            .with_boundaries(vec![0.1, 1.0, 10.0])
            .build();
        for value in [0.05, 0.5, 0.6, 100.0] {
            histogram.record(value, &[KeyValue::new("model", "m")]);
        }
        let counter = meter
            .u64_counter("calls")
            .with_description("how often")
            .build();
        counter.add(3, &[]);
        counter.add(4, &[KeyValue::new("model", "m")]);
        telemetry.shutdown(PLENTY).unwrap();

        let metrics = receiver.metrics(2);
        assert_eq!(metrics.len(), 2, "one export at shutdown");
        let named = |name: &str| {
            metrics
                .iter()
                .find(|metric| metric.item.name == name)
                .unwrap()
        };
        let duration = named("duration");
        assert_eq!(duration.resource_attribute("service.name"), text("bot"));
        assert_eq!(duration.scope.name, "wire");
        assert_eq!(duration.item.unit, "s");
        let Some(metric::Data::Histogram(histogram)) = &duration.item.data else {
            panic!("expected a histogram")
        };
        assert_eq!(
            histogram.aggregation_temporality(),
            AggregationTemporality::Cumulative
        );
        let point = &histogram.data_points[0];
        assert_eq!(point.explicit_bounds, [0.1, 1.0, 10.0]);
        assert_eq!(point.bucket_counts, [1, 2, 0, 1]);
        assert_eq!(
            (point.count, point.min, point.max),
            (4, Some(0.05), Some(100.0))
        );
        assert_eq!(attribute(&point.attributes, "model"), text("m"));
        let calls = &named("calls").item;
        assert_eq!(calls.description, "how often");
        let Some(metric::Data::Sum(sum)) = &calls.data else {
            panic!("expected a sum")
        };
        assert!(sum.is_monotonic);
        let mut values: Vec<_> = sum.data_points.iter().map(|point| point.value).collect();
        values.sort_by_key(|value| format!("{value:?}"));
        assert_eq!(
            values,
            [3, 4].map(|value| Some(number_data_point::Value::AsInt(value)))
        );
    });
}

#[test]
fn events_arrive_with_structured_values_and_their_span() {
    both_transports(|receiver, exporter| {
        let telemetry = Telemetry::builder()
            .service_name("bot")
            .exporter(exporter)
            .build()
            .unwrap();
        let span = telemetry
            .tracer_provider()
            .tracer("wire")
            .start_with_context("span", &Context::new());
        let (trace_id, span_id) = (
            span.span_context().trace_id(),
            span.span_context().span_id(),
        );
        let logger = telemetry.logger_provider().logger_with_scope(scope());
        let mut record = logger.create_log_record();
        record.set_event_name("gen_ai.client.inference.operation.details");
        record.set_severity_number(Severity::Info);
        record.set_body(AnyValue::String("body".into()));
        let message = AnyValue::Map(Box::new(
            [("role".into(), AnyValue::String("user".into()))].into(),
        ));
        record.add_attribute("messages", AnyValue::ListAny(Box::new(vec![message])));
        record.set_trace_context(trace_id, span_id, None);
        logger.emit(record);
        drop(span);
        telemetry.shutdown(PLENTY).unwrap();

        let logs = receiver.logs(1);
        let log = &logs[0];
        assert_eq!(log.resource_attribute("service.name"), text("bot"));
        assert_eq!(log.scope.name, "wire");
        let log = &log.item;
        assert_eq!(log.event_name, "gen_ai.client.inference.operation.details");
        assert_eq!(log.body.clone().unwrap().value, text("body"));
        assert_eq!(log.trace_id, trace_id.to_bytes());
        assert_eq!(log.span_id, span_id.to_bytes());
        let Some(Wire::ArrayValue(list)) = attribute(&log.attributes, "messages") else {
            panic!("expected a list")
        };
        let Some(Wire::KvlistValue(map)) = list.values[0].value.clone() else {
            panic!("expected a map")
        };
        assert_eq!(attribute(&map.values, "role"), text("user"));
    });
}
