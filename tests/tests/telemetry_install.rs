//! Installing for the whole process. One test, because providers are global.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests may panic, as tests may"
)]
#![allow(
    clippy::indexing_slicing,
    reason = "helpers of tests may panic, as tests may"
)]

use std::collections::HashMap;
use std::time::Duration;

use genai_runtime::telemetry::{Exporter, Propagator, TelemetryError};
use genai_runtime::{Telemetry, propagation};
use genai_tests::receiver::Receiver;
use genai_tests::setup::PLENTY;
use opentelemetry::trace::{Span as _, TraceContextExt as _, Tracer as _};
use opentelemetry::{Context, global};

fn injected(context: &Context) -> HashMap<String, String> {
    let mut headers = HashMap::new();
    propagation::inject_context(context, &mut headers);
    headers
}

#[test]
fn installing_sets_the_global_providers_until_the_guard_ends() {
    // Disabled: propagators only.
    let disabled =
        Telemetry::from_variables(|name| (name == "OTEL_SDK_DISABLED").then(|| "true".to_owned()))
            .unwrap()
            .install()
            .unwrap();
    let span = global::tracer("install").start_with_context("span", &Context::new());
    assert!(!span.span_context().is_valid());
    assert_eq!(disabled.flush(PLENTY), Ok(()));
    assert_eq!(disabled.shutdown(PLENTY), Ok(()));
    let remote = opentelemetry::trace::SpanContext::new(
        opentelemetry::TraceId::from(1_u128),
        opentelemetry::SpanId::from(1_u64),
        opentelemetry::TraceFlags::SAMPLED,
        true,
        opentelemetry::trace::TraceState::default(),
    );
    let context = Context::new().with_remote_span_context(remote);
    let headers = injected(&context);
    assert!(headers.contains_key("traceparent"));
    let extracted = propagation::extract(&headers);
    assert_eq!(
        extracted.span().span_context(),
        context.span().span_context()
    );

    let receiver = Receiver::http();
    let install = || {
        Telemetry::builder()
            .exporter(Exporter::otlp().endpoint(receiver.endpoint()))
            .install()
    };
    let telemetry = install().unwrap();
    let error = install().unwrap_err();
    assert!(matches!(error, TelemetryError::AlreadyInstalled));
    assert_eq!(
        error.to_string(),
        "telemetry is already installed; shut its guard down or drop it before installing again"
    );
    global::tracer("install")
        .start_with_context("first", &Context::new())
        .end();
    global::meter("install")
        .u64_counter("calls")
        .build()
        .add(1, &[]);
    drop(telemetry);
    assert_eq!(receiver.spans(1)[0].item.name, "first");
    assert_eq!(receiver.metrics(1)[0].item.name, "calls");

    // Another installation is possible now; this one has no propagators.
    let telemetry = Telemetry::builder()
        .exporter(Exporter::otlp().endpoint(receiver.endpoint()))
        .propagators([])
        .install()
        .unwrap();
    global::tracer("install")
        .start_with_context("second", &Context::new())
        .end();
    telemetry.shutdown(PLENTY).unwrap();
    assert_eq!(receiver.spans(2)[1].item.name, "second");
    assert!(injected(&context).is_empty());
    assert!(
        !global::tracer("install")
            .start_with_context("late", &Context::new())
            .is_recording()
    );
    drop(telemetry);

    // A failed installation does not block later ones.
    let refused = Telemetry::builder()
        .metric_interval(Duration::ZERO)
        .install();
    assert!(refused.is_err());
    let builder = Telemetry::builder()
        .exporter(Exporter::none())
        .propagators([Propagator::TraceContext]);
    builder.install().unwrap().shutdown(PLENTY).unwrap();
}
