//! Rules for events.

use genai_runtime::Conventions;
use genai_runtime::testing::{Capture, conformance};
use opentelemetry::logs::{AnyValue, LogRecord, Logger, LoggerProvider, Severity};

use super::graver;

const EXCEPTION: &str = "gen_ai.client.operation.exception";

fn emit(
    conventions: Conventions,
    name: &'static str,
    severity: Severity,
    attributes: &[(&'static str, AnyValue)],
) -> Capture {
    let capture = Capture::with_conventions(conventions);
    let logger = capture.logger_provider().logger("another library");
    let mut record = logger.create_log_record();
    record.set_event_name(name);
    record.set_severity_number(severity);
    record.add_attributes(attributes.iter().cloned());
    logger.emit(record);
    capture
}

#[track_caller]
fn assert(
    name: &'static str,
    severity: Severity,
    attributes: &[(&'static str, AnyValue)],
    expected: &[&str],
) {
    let capture = emit(Conventions::V1_41, name, severity, attributes);
    assert_eq!(graver(&capture), expected);
}

#[test]
fn correct_events_and_those_of_other_libraries_pass() {
    let class = [("exception.type", "Timeout".into())];
    assert(EXCEPTION, Severity::Warn, &class, &[]);
    assert(
        "app.started",
        Severity::Info,
        &[("gen_ai.mood", 1.into())],
        &[],
    );
}

#[test]
fn an_unknown_name_is_found() {
    assert(
        "gen_ai.mood",
        Severity::Info,
        &[],
        &["violation: `gen_ai.mood`: the event is unknown"],
    );
    assert(
        "gen_ai.system.message",
        Severity::Info,
        &[],
        &[
            "violation: `gen_ai.system.message`: the event was removed; write `gen_ai.system_instructions`",
        ],
    );
}

#[test]
fn a_severity_that_differs_from_the_conventions_is_found() {
    let class = [("exception.type", "Timeout".into())];
    let expected = "violation: `gen_ai.client.operation.exception`: the severity is ERROR; v1.41 expects \
                    number 13";
    assert(EXCEPTION, Severity::Error, &class, &[expected]);
}

#[test]
fn a_missing_required_attribute_is_found() {
    assert(
        EXCEPTION,
        Severity::Warn,
        &[],
        &[
            "violation: `gen_ai.client.operation.exception`: `exception.type` is missing; v1.41 requires it \
           if `exception.message` is not set",
        ],
    );
    let score = ("gen_ai.evaluation.score.value", AnyValue::Double(0.5));
    assert(
        "gen_ai.evaluation.result",
        Severity::Info,
        &[score],
        &[
            "violation: `gen_ai.evaluation.result`: `gen_ai.evaluation.name` is missing; v1.41 requires it \
           here",
        ],
    );
}

#[test]
fn unknown_attributes_and_values_of_other_types_are_found() {
    let attributes = [
        ("exception.type", 7.into()),
        ("gen_ai.request.modle", "m".into()),
        ("app.own", 7.into()),
    ];
    assert(
        EXCEPTION,
        Severity::Warn,
        &attributes,
        &[
            "violation: `gen_ai.client.operation.exception`: `exception.type` takes a string, found an \
             integer",
            "violation: `gen_ai.client.operation.exception`: unknown attribute `gen_ai.request.modle`; did \
             you mean `gen_ai.request.model`?",
        ],
    );
}

#[test]
fn structured_values_pass_where_the_conventions_have_them() {
    let messages = || AnyValue::ListAny(Box::new(vec![AnyValue::Map(Box::default())]));
    let name = "gen_ai.client.inference.operation.details";
    let attributes = [
        ("gen_ai.operation.name", "chat".into()),
        ("gen_ai.provider.name", "groq".into()),
        ("gen_ai.input.messages", messages()),
        ("gen_ai.response.model", messages()),
        (
            "gen_ai.response.finish_reasons",
            AnyValue::ListAny(Box::new(vec!["stop".into()])),
        ),
    ];
    let capture = emit(Conventions::LATEST, name, Severity::Debug, &attributes);
    let expected = "violation: `gen_ai.client.inference.operation.details`: `gen_ai.response.model` takes \
                    a string, found a structured value";
    assert_eq!(graver(&capture), [expected]);
}

#[test]
fn an_attribute_that_the_event_does_not_list_is_information() {
    let attributes = [
        ("exception.type", "Timeout".into()),
        ("gen_ai.request.model", "m".into()),
    ];
    let capture = emit(Conventions::V1_41, EXCEPTION, Severity::Warn, &attributes);
    let findings = conformance(&capture);
    assert!(findings.iter().any(|finding| {
        finding.to_string()
            == "information: `gen_ai.client.operation.exception`: `gen_ai.request.model` does not belong \
                on this event"
    }));
}
