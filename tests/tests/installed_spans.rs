//! Spans of an installation are of our own make, and no SDK stands behind them: here they are held against those
//! that the SDK makes of the same calls. One test: tracer providers are global.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a failed unwrap is a failed test, and what panics is tested too"
)]

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use genai_runtime::telemetry::{Exporter, Sampler, Signal, Telemetry, TelemetryGuard};
use genai_runtime::{Usage, chain_step, llm_span};
use genai_tests::receiver::Receiver;
use opentelemetry::trace::{
    SpanContext, SpanId, Status, TraceContextExt, TraceFlags, TraceId, TraceState, Tracer,
};
use opentelemetry::{Context, KeyValue, global};
use opentelemetry_proto::tonic::trace::v1::Span;

/// How long anything may take.
const PLENTY: Duration = Duration::from_secs(60);

#[llm_span(system = "openai")]
fn ask(model: &str, temperature: f64) -> Usage {
    Usage::new().input(12).output(34)
}

#[llm_span(system = "openai", model = "m")]
async fn fail() -> Result<Usage, String> {
    Err("overloaded".to_owned())
}

#[chain_step(kind = workflow)]
fn flow() {
    ask("gpt-4o", 0.5);
    global::tracer("library").in_span("a library's", |_| said_by_hand());
    let panicked = catch_unwind(AssertUnwindSafe(panics));
    assert!(panicked.is_err());
}

/// All that a span may start with.
#[chain_step(kind = workflow, name = "all of it", conversation = "conv-1")]
fn says_all_that_is_known() {
    served(2);
    looks_up();
    acts();
}

#[llm_span(
    system = "openai",
    endpoint = "https://user@models.example:8443/v1",
    model = "m",
    attempt = number
)]
fn served(number: u64) -> Usage {
    Usage::new()
}

#[chain_step(kind = retrieval, data_source = "handbook")]
fn looks_up() {}

#[chain_step(kind = agent, name = "helper", system = "anthropic", model = "m")]
fn acts() {
    plans();
    uses();
}

#[chain_step(kind = plan)]
fn plans() {}

#[chain_step(kind = tool, name = "search", type = "extension")]
fn uses() {}

#[chain_step]
fn panics() {
    panic!("of the test");
}

/// What a body may do with the span that is current in it.
#[chain_step]
fn said_by_hand() {
    let context = Context::current();
    let span = context.span();
    span.set_attribute(KeyValue::new("app.said", "by hand"));
    span.set_attributes([KeyValue::new("app.one", 1), KeyValue::new("app.other", 2)]);
    let attributes = (0..200).map(|number| KeyValue::new("app.many", number));
    span.add_event("said", attributes.clone().collect());
    span.add_link(remote(TraceFlags::SAMPLED), attributes.collect());
    span.set_status(Status::Ok);
    span.set_status(Status::error("too late"));
    span.update_name("renamed");
}

/// More than a span may keep.
#[chain_step]
fn too_much() {
    let context = Context::current();
    for number in 0..200 {
        let span = context.span();
        span.set_attribute(KeyValue::new(format!("app.many.{number}"), number));
        span.add_event("one of many", Vec::new());
        span.add_link(remote(TraceFlags::SAMPLED), Vec::new());
    }
}

/// Somebody ends the span, by a clock that is behind; what is said afterwards is too late.
#[chain_step]
fn ended_by_hand() {
    let context = Context::current();
    assert!(context.span().is_recording());
    context.span().end_with_timestamp(SystemTime::UNIX_EPOCH);
    assert!(!context.span().is_recording());
    context
        .span()
        .set_attribute(KeyValue::new("app.late", true));
}

/// What runs beneath it is not observed.
#[chain_step]
fn suppressed() {
    let _suppressed = Context::enter_telemetry_suppressed_scope();
    ask("unseen", 0.1);
}

#[chain_step(parent = context)]
fn beneath_another(context: &Context) {
    ask("gpt-4o", 0.5);
}

fn remote(flags: TraceFlags) -> SpanContext {
    let state = TraceState::from_key_value([("vendor", "7")]).unwrap();
    SpanContext::new(TraceId::from(7), SpanId::from(9), flags, true, state)
}

fn beneath(flags: TraceFlags, call: impl FnOnce()) {
    let parent = Context::new().with_remote_span_context(remote(flags));
    let _attached = parent.attach();
    call();
}

fn calls() {
    flow();
    let failed = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap()
        .block_on(fail());
    assert!(failed.is_err());
    too_much();
    ended_by_hand();
    says_all_that_is_known();
    suppressed();
    beneath_another(&Context::new().with_telemetry_suppressed());
    // What is suppressed there says nothing of what follows here.
    ask("gpt-4o", 0.5);
    let (trace, span) = (TraceId::INVALID, SpanId::from(5));
    let flags = TraceFlags::new(3);
    let invalid = SpanContext::new(trace, span, flags, true, TraceState::default());
    beneath_another(&Context::new().with_remote_span_context(invalid));
    beneath(TraceFlags::SAMPLED, || {
        let usage = ask("gpt-4o", 0.5);
        assert_eq!(usage, Usage::new().input(12).output(34));
    });
    beneath(TraceFlags::NOT_SAMPLED, || {
        let seen = seen_beneath();
        assert_eq!(seen.trace_id(), TraceId::from(7));
        assert!(!seen.is_sampled());
        assert_eq!(seen.trace_state().get("vendor"), Some("7"));
    });
}

/// What another service would be told.
#[chain_step]
fn seen_beneath() -> SpanContext {
    let context = Context::current();
    assert!(!context.span().is_recording());
    context.span().span_context().clone()
}

fn telemetry(receiver: &Receiver, sampler: Sampler) -> genai_runtime::telemetry::TelemetryBuilder {
    Telemetry::builder()
        .exporter(Exporter::none())
        .exporter_for(
            Signal::Traces,
            Exporter::otlp().endpoint(receiver.endpoint()),
        )
        .sampler(sampler)
}

/// Who has made spans.
#[derive(Clone, Copy, PartialEq)]
enum Maker {
    Ours,
    Sdk,
}

fn arrived(receiver: &Receiver) -> Vec<Span> {
    let spans = receiver.spans(0);
    spans.into_iter().map(|arrived| arrived.item).collect()
}

/// All that was exported, but for what differs from run to run.
fn exported(receiver: &Receiver, telemetry: &TelemetryGuard, maker: Maker) -> Vec<Span> {
    telemetry.shutdown(PLENTY).unwrap();
    let all = arrived(receiver);
    let name_of = |id: &[u8]| {
        let found = all.iter().find(|span| span.span_id == id);
        found.map_or_else(|| id.to_vec(), |span| span.name.clone().into_bytes())
    };
    let mut comparable = Vec::new();
    for span in &all {
        // The SDK believes whoever ends a span.
        let is_of_one_clock = maker == Maker::Ours || span.name != "ended_by_hand";
        assert!(!is_of_one_clock || span.start_time_unix_nano <= span.end_time_unix_nano);
        let mut span = span.clone();
        span.parent_span_id = name_of(&span.parent_span_id);
        span.span_id = Vec::new();
        if span.trace_id != TraceId::from(7).to_bytes() {
            span.trace_id = Vec::new();
        }
        (span.start_time_unix_nano, span.end_time_unix_nano) = (0, 0);
        for event in &mut span.events {
            event.time_unix_nano = 0;
        }
        comparable.push(span);
    }
    comparable
}

/// Spans that come after an export are made in what those before them have left.
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
fn are_what_the_sdk_makes_of_the_same_calls() {
    for sampler in [Sampler::default(), Sampler::AlwaysOff, Sampler::AlwaysOn] {
        let (receiver, second) = (Receiver::http(), Receiver::http());
        let to_second = Exporter::otlp().endpoint(second.endpoint());
        let to_both = telemetry(&receiver, sampler.clone()).exporter_for(Signal::Traces, to_second);
        let installed = to_both.install().unwrap();
        twice(&sampler, &installed);
        let ours = exported(&receiver, &installed, Maker::Ours);
        assert_eq!(arrived(&second), arrived(&receiver));
        // Nothing starts after the end.
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
    spans_that_outlive_the_installation_end_in_peace();
    a_host_that_installs_its_own_afterwards_is_seen();
    a_host_whose_meter_provider_only_passes_on_is_measured_with();
}

fn spans_that_outlive_the_installation_end_in_peace() {
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

fn a_host_that_installs_its_own_afterwards_is_seen() {
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

fn a_host_whose_meter_provider_only_passes_on_is_measured_with() {
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
    // What a thread has found it believes for some microseconds.
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
