//! Limits on exports: of batches, of numbers of attributes and of lengths of texts.

use genai_runtime::ContentCapture;
use genai_runtime::telemetry::{Telemetry, TelemetryGuard};
use genai_tests::receiver::{Receiver, attribute};
use genai_tests::setup::PLENTY;
use opentelemetry::logs::{LogRecord as _, Logger as _, LoggerProvider as _};
use opentelemetry_proto::tonic::common::v1::any_value::Value::StringValue as Text;
use serde_json::json;

use super::{call, fail, spans, to, turn};

#[test]
fn definitions_of_tools_count_towards_the_size_of_a_batch() {
    const CALLS: usize = 100;
    let _turn = turn();
    let receiver = Receiver::grpc();
    let telemetry = to(&receiver).content(ContentCapture::SpanOnly);
    let telemetry = telemetry.install().unwrap();
    let description = "what it does ".repeat(700);
    let tool = json!({
        "type": "function",
        "function": { "name": "search", "description": description },
    });
    let tools = json!([tool, tool, tool, tool]);
    for _ in 0..CALLS {
        assert!(call("m", "", &tools).is_ok());
    }
    telemetry.shutdown(PLENTY).unwrap();
    let requests = spans(&receiver);
    assert_eq!(requests.iter().map(Vec::len).sum::<usize>(), CALLS);
    // More than 3 MB of definitions; no request has more than 2 MiB.
    assert!(requests.len() > 1);
}

/// Telemetry with these additional environment variables.
fn installed(receiver: &Receiver, variables: &[(&str, &str)]) -> TelemetryGuard {
    let telemetry = Telemetry::from_variables(|name| {
        let value = match name {
            "OTEL_EXPORTER_OTLP_PROTOCOL" => "grpc",
            "OTEL_EXPORTER_OTLP_ENDPOINT" => receiver.endpoint(),
            name => variables.iter().find(|(known, _)| *known == name)?.1,
        };
        Some(value.to_owned())
    });
    telemetry.unwrap().install().unwrap()
}

#[test]
fn captured_content_counts_towards_the_limit_of_attributes() {
    let _turn = turn();
    let receiver = Receiver::grpc();
    let telemetry = installed(
        &receiver,
        &[
            ("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "4"),
            (
                "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT",
                "SPAN_ONLY",
            ),
        ],
    );
    assert!(call("m", "", &json!(["search"])).is_ok());
    telemetry.shutdown(PLENTY).unwrap();
    let spans = spans(&receiver).concat();
    let [span] = spans.as_slice() else {
        unreachable!("expected one call, found {spans:?}")
    };
    assert_eq!(span.attributes.len(), 4);
    assert!(span.dropped_attributes_count > 1, "{span:?}");
}

#[test]
fn texts_are_as_long_as_the_environment_allows() {
    let _turn = turn();
    let receiver = Receiver::grpc();
    let telemetry = installed(
        &receiver,
        &[
            ("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "5"),
            ("OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT", "3"),
            ("OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT", "2"),
        ],
    );
    assert!(fail("m", "ééééééé").is_err());
    telemetry.shutdown(PLENTY).unwrap();
    let span = receiver.spans(1).remove(0).item;
    let note = attribute(&span.attributes, "app.note");
    assert_eq!(note, Some(Text("ééééé".to_owned())));
    let event = receiver.logs(1).remove(0).item;
    assert_eq!(event.attributes.len(), 2);
    let name = attribute(&event.attributes, "gen_ai.operation.name");
    assert_eq!(name, Some(Text("cha".to_owned())));
}

#[test]
fn a_log_record_has_at_most_as_many_attributes_as_the_specification_allows() {
    let _turn = turn();
    let receiver = Receiver::grpc();
    let telemetry = installed(&receiver, &[]);
    let logger = telemetry.logger_provider().logger("host");
    let mut record = logger.create_log_record();
    for number in 0..200_i64 {
        record.add_attribute(format!("app.{number}"), number);
    }
    logger.emit(record);
    telemetry.shutdown(PLENTY).unwrap();
    assert_eq!(receiver.logs(1).remove(0).item.attributes.len(), 128);
}
