use opentelemetry::KeyValue;
use opentelemetry::metrics::MeterProvider;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::metrics::{PeriodicReader, SdkMeterProvider};

use super::support::{Printed, assert_fits};
use crate::telemetry::console::ConsoleMetricExporter;
use crate::telemetry::console::style::Terminal;

fn provider(width: usize) -> (SdkMeterProvider, Printed) {
    let printed = Printed::default();
    let terminal = Terminal::fixed(width, false);
    let exporter = ConsoleMetricExporter::to(Box::new(printed.clone()), terminal);
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

#[test]
fn look() {
    let mut out = String::new();
    for width in [40, 60, 80, 100] {
        let (provider, printed) = provider(width);
        record(&provider);
        provider.force_flush().unwrap();
        let text = printed.text();
        assert_fits(&text, width);
        out += &format!("--- {width}\n{text}");
    }
    std::fs::write("/tmp/look-metrics.txt", out).unwrap();
}
