//! Spans that are still open at the shutdown.

#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests may panic, as tests may"
)]

use std::future::pending;
use std::sync::mpsc;

use genai_runtime::chain_step;
use genai_runtime::telemetry::OtlpProtocol::HttpProtobuf;
use genai_runtime::telemetry::Telemetry;
use genai_tests::receiver::Receiver;
use genai_tests::setup::{PLENTY, exporter};
use tokio::runtime::{Builder, Runtime};

#[chain_step]
async fn never_done() {
    pending::<()>().await;
}

/// A runtime with two steps that have started.
fn steps() -> Runtime {
    let runtime = Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        for _ in 0..2 {
            tokio::spawn(never_done());
        }
        tokio::task::yield_now().await;
    });
    runtime
}

#[test]
fn spans_that_end_after_the_shutdown_are_reported_once() {
    for ends_in_time in [true, false] {
        let receiver = Receiver::http();
        let (sender, notices) = mpsc::channel();
        let telemetry = Telemetry::builder()
            .exporter(exporter(HttpProtobuf, receiver.endpoint()))
            .on_diagnostic(move |notice| sender.send(notice.to_owned()).unwrap_or_default())
            .install()
            .unwrap();
        let runtime = steps();
        if ends_in_time {
            drop(runtime);
            telemetry.shutdown(PLENTY).unwrap();
            assert_eq!(receiver.spans(2).len(), 2);
            assert_eq!(notices.try_iter().count(), 0);
        } else {
            telemetry.shutdown(PLENTY).unwrap();
            drop(runtime);
            let notices: Vec<_> = notices.try_iter().collect();
            assert_eq!(notices.len(), 1, "{notices:?}");
            assert!(notices.concat().contains("after telemetry was shut down"));
        }
    }
}
