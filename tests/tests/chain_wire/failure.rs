//! The failed call: the error on its span, and the log record.

use genai_tests::receiver::{Arrived, attribute};
use opentelemetry_proto::tonic::logs::v1::LogRecord;
use opentelemetry_proto::tonic::trace::v1::Span;
use opentelemetry_proto::tonic::trace::v1::status::StatusCode;

use super::attributes::text;
use super::spans::named;

pub(crate) fn assert_failure(spans: &[Arrived<Span>], logs: &[Arrived<LogRecord>]) {
    let refused = named(spans, "chat gpt-4o");
    let status = refused.status.clone().unwrap();
    assert_eq!(
        (status.code(), &*status.message),
        (StatusCode::Error, "slow down")
    );
    let error_type = attribute(&refused.attributes, "error.type");
    assert_eq!(error_type, text("chain_wire::RateLimited"));
    assert_eq!(refused.events[0].name, "exception");
    let exception = &refused.events[0].attributes;
    assert_eq!(attribute(exception, "exception.type"), error_type);
    assert_eq!(attribute(exception, "exception.message"), text("slow down"));

    let [record] = logs else {
        panic!("expected one log record, found {logs:?}")
    };
    let record = &record.item;
    assert_eq!(record.event_name, "gen_ai.client.operation.exception");
    assert_eq!(record.severity_number, 13);
    assert_eq!(
        (&record.trace_id, &record.span_id),
        (&refused.trace_id, &refused.span_id)
    );
    assert_eq!(
        attribute(&record.attributes, "exception.message"),
        text("slow down")
    );
}
