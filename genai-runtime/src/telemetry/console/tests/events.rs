use std::collections::HashMap;
use std::time::{Duration, UNIX_EPOCH};

use opentelemetry::logs::{AnyValue, LogRecord, Logger, LoggerProvider, Severity};
use opentelemetry::trace::{SpanId, TraceId};
use opentelemetry::{InstrumentationScope, Key};
use opentelemetry_sdk::logs::{LogBatch, LogExporter, SdkLogRecord, SdkLoggerProvider};

use super::support::{Printed, TRACE, assert_fits, now};
use crate::telemetry::console::events::ConsoleLogExporter;
use crate::telemetry::console::output::Console;
use crate::telemetry::console::style::Terminal;

fn record() -> SdkLogRecord {
    let provider = SdkLoggerProvider::builder().build();
    let mut record = provider.logger("genai-runtime").create_log_record();
    record.set_timestamp(UNIX_EPOCH + Duration::from_millis(1_700_000_000_042));
    record
}

fn details() -> SdkLogRecord {
    let mut record = record();
    record.set_event_name("gen_ai.client.inference.operation.details");
    record.set_severity_number(Severity::Info);
    record.add_attribute("gen_ai.operation.name", "chat");
    record.add_attribute("gen_ai.request.model", "gpt-4o-mini");
    record.add_attribute("gen_ai.usage.input_tokens", 812);
    let message = HashMap::from([
        (Key::new("role"), AnyValue::from("user")),
        (
            Key::new("content"),
            AnyValue::from("What does\nthe handbook say about leave?"),
        ),
    ]);
    let messages = AnyValue::ListAny(Box::new(vec![AnyValue::Map(Box::new(message))]));
    record.add_attribute("gen_ai.input.messages", messages);
    record.set_trace_context(TraceId::from(TRACE), SpanId::from(1), None);
    record
}

fn print(record: &SdkLogRecord, width: usize) -> String {
    let printed = Printed::default();
    let exporter = ConsoleLogExporter::new(Console::new(
        Box::new(printed.clone()),
        Terminal::fixed(width, false),
    ));
    let scope = InstrumentationScope::default();
    now(exporter.export(LogBatch::new(&[(record, &scope)]))).unwrap();
    let text = printed.text();
    assert_fits(&text, width);
    text
}

#[test]
fn an_event_is_one_line() {
    assert_eq!(
        print(&details(), 200),
        "22:13:20.042 INFO  gen_ai.client.inference.operation.details operation=chat request.model=gpt-4o-mini usage.input_tokens=812 input.messages=[{content:\"What does…leave?\",role:user}] 4bf92f35\n"
    );
}

#[test]
fn a_line_that_is_too_long_loses_prefixes_then_values_then_attributes() {
    assert_eq!(
        print(&details(), 140),
        "22:13:20.042 INFO  inference.operation.details operation=chat request.model=gpt-…ini usage.input_tokens=812 input.messages=[{co…r}] 4bf92f35\n"
    );
    assert_eq!(
        print(&details(), 100),
        "22:13:20.042 INFO  inference.operation.details operation=chat request.model=gpt-4o-mini +2 4bf92f35\n"
    );
    assert_eq!(
        print(&details(), 60),
        "22:13:20.042 INFO  inference.operation.details +4 4bf92f35\n"
    );
    assert_eq!(
        print(&details(), 40),
        "22:13:20.042 INFO  infere…tails 4bf92f35\n"
    );
}

#[test]
fn any_width_prints_a_line() {
    for width in 1..200 {
        assert_eq!(print(&details(), width).lines().count(), 1);
    }
}

#[test]
fn an_empty_record_is_printed_as_a_line() {
    assert_eq!(print(&record(), 80), "22:13:20.042 -\n");
}

#[test]
fn values_of_every_kind_are_readable() {
    let mut record = record();
    record.set_severity_number(Severity::Error);
    record.set_body("the answer was\u{7} empty".into());
    record.add_attribute("ratio", 0.5);
    record.add_attribute("retry", true);
    record.add_attribute("empty", "");
    record.add_attribute("raw", AnyValue::Bytes(Box::new(vec![0; 12])));
    record.add_attribute("quoted", "a=b");
    assert_eq!(
        print(&record, 120),
        "22:13:20.042 ERROR the answer was\\x07 empty ratio=0.5 retry=true empty=\"\" raw=<12 bytes> quoted=\"a=b\"\n"
    );
}

#[test]
fn a_huge_value_is_cut() {
    let mut record = record();
    record.add_attribute("content", "x".repeat(1_000_000));
    assert_eq!(
        print(&record, 80),
        "22:13:20.042 -     content=xxxxxxxxxxxxxxxxxxxx…xxxxxxxxxxxxxxxxxx…\n"
    );
}
