//! Compares an installation's own spans, which do without the SDK's, with the SDK's spans of the same calls. One test,
//! because tracer providers are global.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failed unwrap is a failed test, and what panics is tested too"
)]

mod calls;
mod exported;
mod hosts;
mod recorded;

use std::time::Duration;

use calls::{ask, calls, flow};
use exported::{Maker, arrived, exported};
use genai_runtime::telemetry::{Exporter, Sampler, Signal, Telemetry, TelemetryGuard};
use genai_runtime::{Usage, llm_span};
use genai_tests::receiver::Receiver;
use hosts::{
    a_host_that_installs_its_own_afterwards_is_seen,
    a_host_whose_meter_provider_only_passes_on_is_measured_with,
};
use opentelemetry::global;
use recorded::recorded_values_replace_those_of_annotation_and_scope;

/// The time limit of everything.
const PLENTY: Duration = Duration::from_secs(60);

fn telemetry(receiver: &Receiver, sampler: Sampler) -> genai_runtime::telemetry::TelemetryBuilder {
    Telemetry::builder()
        .exporter(Exporter::none())
        .exporter_for(
            Signal::Traces,
            Exporter::otlp().endpoint(receiver.endpoint()),
        )
        .sampler(sampler)
}

/// Runs the calls twice, because spans after an export reuse allocations.
fn twice(sampler: &Sampler, telemetry: &TelemetryGuard) {
    for _ in 0..2 {
        if *sampler == Sampler::default() {
            calls();
        } else {
            flow();
        }
        telemetry.flush(PLENTY).unwrap();
    }
}

#[test]
fn spans_of_an_installation_equal_those_of_the_sdk() {
    for sampler in [Sampler::default(), Sampler::AlwaysOff, Sampler::AlwaysOn] {
        let (receiver, second) = (Receiver::http(), Receiver::http());
        let to_second = Exporter::otlp().endpoint(second.endpoint());
        let to_both = telemetry(&receiver, sampler.clone()).exporter_for(Signal::Traces, to_second);
        let installed = to_both.install().unwrap();
        twice(&sampler, &installed);
        let ours = exported(&receiver, &installed, Maker::Ours);
        assert_eq!(arrived(&second), arrived(&receiver));
        // Calls after the shutdown are not recorded.
        ask("too late", 0.1);
        drop(installed);

        let receiver = Receiver::http();
        let built = telemetry(&receiver, sampler.clone()).build().unwrap();
        global::set_tracer_provider(built.tracer_provider().clone());
        twice(&sampler, &built);
        let sdk = exported(&receiver, &built, Maker::Sdk);
        assert_eq!(ours, sdk);
        let expected = match sampler {
            Sampler::AlwaysOff => 0,
            Sampler::AlwaysOn => 10,
            _ => 38,
        };
        assert_eq!(ours.len(), expected, "{ours:#?}");
    }
    spans_may_end_after_the_shutdown();
    recorded_values_replace_those_of_annotation_and_scope();
    a_host_that_installs_its_own_afterwards_is_seen();
    a_host_whose_meter_provider_only_passes_on_is_measured_with();
}

fn spans_may_end_after_the_shutdown() {
    #[llm_span(system = "openai", model = "m")]
    async fn waits(released: tokio::sync::oneshot::Receiver<()>) -> Usage {
        released.await.unwrap();
        Usage::new().input(1)
    }

    let receiver = Receiver::http();
    let installed = telemetry(&receiver, Sampler::default()).install().unwrap();
    let (release, released) = tokio::sync::oneshot::channel();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let mut call = Box::pin(waits(released));
    runtime.block_on(async {
        assert!(futures::poll!(&mut call).is_pending());
    });
    assert_eq!(exported(&receiver, &installed, Maker::Ours), []);
    release.send(()).unwrap();
    assert_eq!(runtime.block_on(call), Usage::new().input(1));
    assert!(receiver.spans(0).is_empty());
}
