//! Traces, metrics and events on one console.

use opentelemetry::logs::{LogRecord as _, Logger as _, LoggerProvider as _};
use opentelemetry::metrics::MeterProvider as _;
use opentelemetry_sdk::logs::SdkLoggerProvider;
use opentelemetry_sdk::metrics::{PeriodicReader, SdkMeterProvider};
use opentelemetry_sdk::trace::SpanExporter as _;

use super::support::{Printed, now, span};
use crate::telemetry::console::output::Console;
use crate::telemetry::console::style::Terminal;
use crate::telemetry::console::{ConsoleLogExporter, ConsoleMetricExporter, ConsoleSpanExporter};

#[test]
fn one_empty_line_separates_blocks() {
    let printed = Printed::default();
    let console = Console::new(Box::new(printed.clone()), Terminal::fixed(80, false));
    let spans = ConsoleSpanExporter::new(console.clone());
    let reader = PeriodicReader::builder(ConsoleMetricExporter::new(console.clone())).build();
    let metrics = SdkMeterProvider::builder().with_reader(reader).build();
    let logs = SdkLoggerProvider::builder()
        .with_simple_exporter(ConsoleLogExporter::new(console))
        .build();
    for _ in 0..2 {
        let logger = logs.logger("blocks");
        let mut record = logger.create_log_record();
        record.set_body("event".into());
        logger.emit(record);
    }
    metrics.meter("m").u64_counter("calls").build().add(1, &[]);
    metrics.force_flush().unwrap();
    now(spans.export(vec![span(1, 0, "one", 0, 1)])).unwrap();
    now(spans.export(vec![span(2, 0, "two", 0, 1)])).unwrap();
    let kinds: Vec<_> = printed
        .text()
        .lines()
        .map(|line| match line {
            "" => '-',
            line if line.contains("event") => 'e',
            line if line.starts_with("metrics") => 'm',
            line if line.starts_with("trace") => 't',
            _ => '.',
        })
        .collect();
    assert_eq!(String::from_iter(kinds), "ee-m..-t..-t..");
}
