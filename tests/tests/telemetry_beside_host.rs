//! Telemetry that exports no log records leaves the host application's events alone. One test: the
//! provider of events is global.

#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use genai_runtime::telemetry::{Exporter, Telemetry};
use genai_runtime::{Usage, llm_span, set_logger_provider};
use opentelemetry_sdk::logs::{InMemoryLogExporter, SdkLoggerProvider};

#[llm_span(system = "openai", model = "m")]
fn failing_call() -> Result<Usage, String> {
    Err("failed".to_owned())
}

#[test]
fn the_hosts_events_go_on_during_and_after_an_installation() {
    let logs = InMemoryLogExporter::default();
    let host = SdkLoggerProvider::builder()
        .with_simple_exporter(logs.clone())
        .build();
    set_logger_provider(&host);
    let seen = || {
        failing_call().unwrap_err();
        logs.get_emitted_logs().unwrap().len()
    };
    assert_eq!(seen(), 1);

    let without_logs = Telemetry::builder().exporter(Exporter::none());
    let telemetry = without_logs.install().unwrap();
    assert_eq!(seen(), 2);
    drop(telemetry);
    assert_eq!(seen(), 3);

    // An installation with log exporters takes the events over, and gives back only what it took.
    let telemetry = Telemetry::builder()
        .exporter(Exporter::none())
        .exporter_for(genai_runtime::telemetry::Signal::Logs, Exporter::console())
        .install()
        .unwrap();
    assert_eq!(seen(), 3);
    set_logger_provider(&host);
    drop(telemetry);
    assert_eq!(seen(), 4);
}
