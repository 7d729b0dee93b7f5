//! Providers that a host installs after an installation take precedence.

use std::sync::OnceLock;

use genai_runtime::telemetry::Sampler;
use genai_tests::receiver::Receiver;
use opentelemetry::global;

use super::calls::ask;
use super::exported::{Maker, exported};
use super::telemetry;

pub(crate) fn a_host_that_installs_its_own_afterwards_is_seen() {
    use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider};

    let receiver = Receiver::http();
    let installed = telemetry(&receiver, Sampler::default()).install().unwrap();
    ask("ours", 0.5);
    let exporter = InMemorySpanExporter::default();
    let host = SdkTracerProvider::builder()
        .with_simple_exporter(exporter.clone())
        .build();
    global::set_tracer_provider(host);
    ask("theirs", 0.5);
    let names = |spans: Vec<String>| spans.join(", ");
    let theirs = exporter.get_finished_spans().unwrap();
    let theirs = theirs.iter().map(|span| span.name.to_string()).collect();
    let ours = exported(&receiver, &installed, Maker::Ours);
    let ours = ours.into_iter().map(|span| span.name).collect();
    assert_eq!(
        (names(ours), names(theirs)),
        ("chat ours".to_owned(), "chat theirs".to_owned())
    );
}

pub(crate) fn a_host_whose_meter_provider_only_passes_on_is_measured_with() {
    use opentelemetry::InstrumentationScope;
    use opentelemetry::metrics::{Meter, MeterProvider};
    use opentelemetry_sdk::metrics::data::ResourceMetrics;
    use opentelemetry_sdk::metrics::{InMemoryMetricExporter, SdkMeterProvider};

    static REAL: OnceLock<SdkMeterProvider> = OnceLock::new();

    struct PassesOn;

    impl MeterProvider for PassesOn {
        fn meter_with_scope(&self, scope: InstrumentationScope) -> Meter {
            REAL.get().unwrap().meter_with_scope(scope)
        }
    }

    let exporter = InMemoryMetricExporter::default();
    let real = SdkMeterProvider::builder()
        .with_periodic_exporter(exporter.clone())
        .build();
    global::set_meter_provider(PassesOn);
    REAL.get_or_init(|| real).force_flush().unwrap();
    // A thread caches the provider for some microseconds.
    std::thread::spawn(|| ask("theirs", 0.5)).join().unwrap();
    REAL.get().unwrap().force_flush().unwrap();
    let measured = exporter.get_finished_metrics().unwrap();
    let scopes = measured.iter().flat_map(ResourceMetrics::scope_metrics);
    let names = scopes.flat_map(|scope| scope.metrics().map(|metric| metric.name().to_owned()));
    let names: Vec<_> = names.filter(|name| name.starts_with("gen_ai.")).collect();
    assert_eq!(
        names,
        [
            "gen_ai.client.token.usage",
            "gen_ai.client.operation.duration"
        ]
    );
}
