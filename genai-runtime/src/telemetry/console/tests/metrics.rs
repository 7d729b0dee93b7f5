use std::sync::Arc;

use opentelemetry::KeyValue;
use opentelemetry::metrics::MeterProvider;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::metrics::{PeriodicReader, SdkMeterProvider, Temporality};

use super::support::{Printed, assert_fits};
use crate::telemetry::console::metrics::ConsoleMetricExporter;
use crate::telemetry::console::output::Console;
use crate::telemetry::console::style::Terminal;
use crate::telemetry::diagnostics::Diagnostics;
use crate::telemetry::export::driver::Driver;
use crate::telemetry::export::fan_out::FanOut;
use crate::telemetry::export::ledger::Ledger;
use crate::telemetry::export::metrics::SupervisedMetrics;
use crate::telemetry::export::supervisor::Supervisor;
use crate::telemetry::signal::Signal;

fn provider(width: usize) -> (SdkMeterProvider, Printed) {
    let printed = Printed::default();
    let terminal = Terminal::fixed(width, false);
    let exporter = ConsoleMetricExporter::new(Console::new(Box::new(printed.clone()), terminal));
    let resource = Resource::builder_empty()
        .with_service_name("handbook-bot")
        .build();
    let provider = SdkMeterProvider::builder()
        .with_reader(PeriodicReader::builder(exporter).build())
        .with_resource(resource)
        .build();
    (provider, printed)
}

fn record(provider: &SdkMeterProvider) {
    let meter = provider.meter("genai-runtime");
    let duration = meter
        .f64_histogram("gen_ai.client.operation.duration")
        .with_unit("s")
        .build();
    let chat = [
        KeyValue::new("gen_ai.operation.name", "chat"),
        KeyValue::new("gen_ai.provider.name", "openai"),
        KeyValue::new("gen_ai.request.model", "gpt-4o-mini"),
        KeyValue::new("server.address", "api.openai.com"),
    ];
    duration.record(1.016, &chat);
    duration.record(0.5, &chat);
    meter
        .u64_histogram("gen_ai.client.token.usage")
        .with_unit("{token}")
        .build()
        .record(812, &[KeyValue::new("gen_ai.token.type", "input")]);
    meter.u64_counter("retries").build().add(3, &[]);
}

fn print(width: usize) -> String {
    let (provider, printed) = provider(width);
    record(&provider);
    provider.force_flush().unwrap();
    let text = printed.text();
    assert_fits(&text, width);
    text
}

#[test]
fn points_are_rows_of_a_table() {
    assert_eq!(
        print(100),
        concat!(
            "metrics · handbook-bot\n",
            "gen_ai.client.operation.duration (s)                               count    sum   mean    min    max\n",
            "  operation=chat provider=openai request.model=gpt-4o-mini             2  1.516  0.758  0.500  1.016\n",
            "  server.address=api.openai.com\n",
            "gen_ai.client.token.usage ({token})                                count    sum   mean    min    max\n",
            "  token.type=input                                                     1    812    812    812    812\n",
            "retries                                                            value\n",
            "  (no attributes)                                                      3\n",
        )
    );
}

#[test]
fn attributes_take_as_many_lines_as_they_need() {
    assert_eq!(
        print(80),
        concat!(
            "metrics · handbook-bot\n",
            "gen_ai.client.operation.duration (s)           count    sum   mean    min    max\n",
            "  operation=chat provider=openai                   2  1.516  0.758  0.500  1.016\n",
            "  request.model=gpt-4o-mini\n",
            "  server.address=api.openai.com\n",
            "gen_ai.client.token.usage ({token})            count    sum   mean    min    max\n",
            "  token.type=input                                 1    812    812    812    812\n",
            "retries                                        value\n",
            "  (no attributes)                                  3\n",
        )
    );
}

#[test]
fn numbers_go_below_the_attributes_on_a_narrow_terminal() {
    assert_eq!(
        print(40),
        concat!(
            "metrics · handbook-bot\n",
            "gen_ai.client.operation.duration (s)\n",
            "  operation=chat provider=openai\n",
            "  request.model=gpt-4o-mini\n",
            "  server.address=api.openai.com\n",
            "  count 2  sum 1.516  mean 0.758\n",
            "  min 0.500  max 1.016\n",
            "gen_ai.client.token.usage ({token})\n",
            "  token.type=input\n",
            "  count 1  sum 812  mean 812  min 812\n",
            "  max 812\n",
            "retries\n",
            "  (no attributes)\n",
            "  value 3\n",
        )
    );
}

#[test]
fn only_points_that_changed_are_printed() {
    let (provider, printed) = provider(80);
    let counter = provider.meter("genai-runtime").u64_counter("calls").build();
    let model = |name: &'static str| [KeyValue::new("gen_ai.request.model", name)];
    counter.add(1, &model("a"));
    counter.add(1, &model("b"));
    provider.force_flush().unwrap();
    assert_eq!(printed.take().lines().count(), 4);

    provider.force_flush().unwrap();
    assert_eq!(printed.take(), "");

    counter.add(41, &model("b"));
    provider.force_flush().unwrap();
    assert_eq!(
        printed.take(),
        concat!(
            "\nmetrics · handbook-bot\n",
            "calls                                                                      value\n",
            "  request.model=b                                                             42\n",
        )
    );
}

#[test]
fn series_that_are_printed_alike_are_distinguished() {
    let (provider, printed) = provider(80);
    let meter = provider.meter("m");
    let counter = meter.u64_counter("calls").build();
    let of = |attributes: &[KeyValue]| counter.add(1, attributes);
    of(&[KeyValue::new("n", 1)]);
    of(&[KeyValue::new("n", "1")]);
    of(&[KeyValue::new("n", "1"), KeyValue::new("o", "2")]);
    of(&[KeyValue::new("n", "1\0o\x002")]);
    provider.force_flush().unwrap();
    assert_eq!(printed.take().lines().count(), 1 + 1 + 4);

    meter
        .u64_counter("units")
        .with_unit("a")
        .build()
        .add(1, &[]);
    meter
        .u64_counter("units")
        .with_unit("b")
        .build()
        .add(1, &[]);
    meter.u64_counter("kinds").build().add(1, &[]);
    meter.u64_gauge("kinds").build().record(1, &[]);
    provider.force_flush().unwrap();
    let text = printed.take();
    let points = text.lines().filter(|line| line.contains("(no attributes)"));
    assert_eq!(points.count(), 4, "{text}");
}

#[test]
fn shutdown_prints_the_last_changes_once() {
    let (provider, printed) = provider(80);
    provider
        .meter("m")
        .i64_up_down_counter("open")
        .build()
        .add(-2, &[]);
    provider.shutdown().unwrap();
    assert_eq!(
        printed.take(),
        concat!(
            "metrics · handbook-bot\n",
            "open                                                                       value\n",
            "  (no attributes)                                                             -2\n",
        )
    );
}

#[test]
fn totals_are_printed_even_with_delta_temporality() {
    let printed = Printed::default();
    let console = Console::new(Box::new(printed.clone()), Terminal::fixed(80, false));
    let ledger = Ledger::console(Signal::Metrics, usize::MAX, Diagnostics::to(|_| {}));
    let supervisor = Supervisor::new(Arc::new(ledger), Driver::default());
    let exporter = SupervisedMetrics::new(ConsoleMetricExporter::new(console), supervisor);
    let exporter = FanOut::new(vec![Box::new(exporter)], Temporality::Delta);
    let provider = SdkMeterProvider::builder()
        .with_reader(PeriodicReader::builder(exporter).build())
        .build();
    let counter = provider.meter("m").u64_counter("calls").build();
    let histogram = provider.meter("m").f64_histogram("took").build();
    let mut last = String::new();
    for took in [2.0, 2.0, 1.0] {
        counter.add(2, &[]);
        histogram.record(took, &[]);
        provider.force_flush().unwrap();
        last = printed.take();
    }
    let expected = concat!(
        "\nmetrics\n",
        "calls                                                value\n",
        "  (no attributes)                                        6\n",
        "took                                                 count  sum   mean  min  max\n",
        "  (no attributes)                                        3    5  1.667    1    2\n",
    );
    assert_eq!(last, expected);
    provider.force_flush().unwrap();
    assert_eq!(printed.take(), "");
}
