use std::collections::HashMap;
use std::time::{Duration, UNIX_EPOCH};

use opentelemetry::logs::{AnyValue, LogRecord, Logger, LoggerProvider, Severity};
use opentelemetry::trace::{SpanId, TraceId};
use opentelemetry::{InstrumentationScope, Key};
use opentelemetry_sdk::logs::{LogBatch, LogExporter, SdkLogRecord, SdkLoggerProvider};

use super::support::{Printed, TRACE, assert_fits, now};
use crate::telemetry::console::ConsoleLogExporter;
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
    let exporter = ConsoleLogExporter::to(Box::new(printed.clone()), Terminal::fixed(width, false));
    let scope = InstrumentationScope::default();
    now(exporter.export(LogBatch::new(&[(record, &scope)]))).unwrap();
    let text = printed.text();
    assert_fits(&text, width);
    text
}

#[test]
fn look() {
    let mut out = String::new();
    for width in [40, 60, 80, 100, 120, 200] {
        out += &format!("--- {width}\n{}", print(&details(), width));
    }
    std::fs::write("/tmp/look-events.txt", out).unwrap();
}
