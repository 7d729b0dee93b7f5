//! Exports that continue after the timeout of a shutdown.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests may panic, as tests may"
)]

use std::borrow::Cow;
use std::panic;
use std::sync::Mutex;
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use genai_runtime::redact::Redaction;
use genai_runtime::telemetry::{BatchSettings, Exporter, Signal, Telemetry};
use genai_tests::setup::{PLENTY, PROTOCOLS, exporter, receiver};
use opentelemetry::trace::{Span as _, Tracer as _};
use opentelemetry::{Context, KeyValue, global};

/// The exporting thread is still sending when the guard has been dropped.
#[test]
fn an_export_that_outlives_its_shutdown_does_not_panic() {
    let (panicked, panics) = mpsc::channel();
    let printing = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let _ = panicked.send(info.to_string());
        printing(info);
    }));
    for protocol in PROTOCOLS {
        let receiver = receiver(protocol);
        let (asking, asked) = mpsc::channel();
        let (go_on, going_on) = mpsc::channel::<()>();
        let going_on = Mutex::new(going_on);
        let redaction = Redaction::none().with_fn(move |text: &str| {
            if thread::current().name() == Some("genai-telemetry-spans") {
                asking.send(()).unwrap();
                let _ = going_on.lock().unwrap().recv_timeout(PLENTY);
            }
            Cow::Owned(text.to_owned())
        });
        let telemetry = Telemetry::builder()
            .exporter_for(Signal::Traces, exporter(protocol, receiver.endpoint()))
            .exporter_for(Signal::Metrics, Exporter::none())
            .exporter_for(Signal::Logs, Exporter::none())
            .span_batch(BatchSettings::default().batch_size(1))
            .redaction(redaction)
            .on_diagnostic(|_| {})
            .install()
            .unwrap();
        let mut span = global::tracer("late").start_with_context("span", &Context::new());
        span.set_attribute(KeyValue::new("text", "text"));
        span.end();
        // The batch is full, so its export starts.
        asked.recv_timeout(PLENTY).unwrap();
        let error = telemetry.shutdown(Duration::from_millis(1)).unwrap_err();
        assert!(
            error.to_string().contains("no answer within 1ms"),
            "{error}"
        );
        drop(telemetry);
        drop(go_on);
        // The exporting thread drops the redactor last.
        while asked.recv_timeout(PLENTY) != Err(RecvTimeoutError::Disconnected) {}
        assert_eq!(panics.try_iter().collect::<Vec<_>>(), [""; 0], "{protocol}");
    }
}
