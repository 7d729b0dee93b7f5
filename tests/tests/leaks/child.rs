//! The child process, whose output is searched.

use genai_runtime::ContentCapture;
use genai_runtime::content::{ContentPolicy, DirectoryStore};
use genai_runtime::redact::Redaction;
use genai_runtime::telemetry::{Exporter, Telemetry, TelemetryBuilder};
use genai_tests::setup::PLENTY;

use super::canary::{canary, redact};
use super::hosts::Host;
use super::scenario::{CaptureMode, record_other_texts, run_all};

/// The program's own policy of content.
fn configured(mode: &str, telemetry: TelemetryBuilder) -> TelemetryBuilder {
    let open = |telemetry: TelemetryBuilder| {
        telemetry
            .content(ContentCapture::SpanAndEvent)
            .baggage_attributes(["app.secret"])
            .metric_attributes(["app.secret", "user.id"])
    };
    match mode {
        "nothing" => telemetry,
        "program" | "program over annotations" => telemetry.content(ContentCapture::NoContent),
        "annotations" | "calls" => telemetry.content(ContentCapture::SpanAndEvent),
        "open" => open(telemetry),
        "redacted" => open(telemetry).redaction(Redaction::built_in().with(redact)),
        other => panic!("unknown mode: {other}"),
    }
}

/// The messages of panics in the chain are the program's own output, and not telemetry.
fn keep_panics_quiet() {
    let print = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let message = panic.payload().downcast_ref::<String>();
        if message != Some(&canary("errors")) {
            print(panic);
        }
    }));
}

/// Runs the chain with a capture mode of its annotations.
fn run_in_mode(mode: &str) {
    run_all(match mode {
        "annotations" => CaptureMode::Off,
        "calls" => CaptureMode::OffByCall,
        "program over annotations" => CaptureMode::On,
        _ => CaptureMode::Unset,
    });
    if matches!(mode, "open" | "redacted") {
        record_other_texts();
    }
}

#[test]
#[ignore = "started by the other tests"]
fn child_with_telemetry() {
    keep_panics_quiet();
    let mode = std::env::var("LEAKS_MODE").unwrap();
    let endpoint = std::env::var("LEAKS_ENDPOINT").unwrap();
    let store = std::env::var("LEAKS_STORE").unwrap();
    let telemetry = Telemetry::from_env()
        .unwrap()
        .exporter(Exporter::otlp().endpoint(endpoint))
        .exporter(Exporter::console());
    let telemetry = if store.is_empty() {
        telemetry
    } else {
        telemetry.content_store(DirectoryStore::new(store))
    };
    let telemetry = configured(&mode, telemetry).install().unwrap();
    run_in_mode(&mode);
    telemetry.shutdown(PLENTY).unwrap();
}

#[test]
#[ignore = "started by the other tests"]
#[allow(
    clippy::print_stdout,
    reason = "it passes what it exported to its parent"
)]
fn child_of_a_host() {
    keep_panics_quiet();
    let mode = std::env::var("LEAKS_MODE").unwrap();
    let host = Host::install();
    let open = ContentPolicy::from_env().capture(ContentCapture::SpanAndEvent);
    match &*mode {
        "nothing" => {}
        "program" | "program over annotations" => ContentPolicy::default()
            .capture(ContentCapture::NoContent)
            .install(),
        "annotations" | "calls" | "open" => open.install(),
        "redacted" => open.redaction(Redaction::built_in().with(redact)).install(),
        other => panic!("unknown mode: {other}"),
    }
    run_in_mode(&mode);
    println!("{}", host.exported());
}
