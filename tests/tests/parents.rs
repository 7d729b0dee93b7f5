//! A context that an operation is to be nested under is current while that runs, also where no span is made. One test:
//! meter providers are global.

use futures::executor::block_on;
use genai_runtime::{Operation, chain_step};
use opentelemetry::trace::{SpanContext, SpanId, TraceContextExt, TraceFlags, TraceId, TraceState};
use opentelemetry::{Context, global};
use opentelemetry_sdk::metrics::SdkMeterProvider;

fn of_caller() -> Context {
    Context::new().with_remote_span_context(SpanContext::new(
        TraceId::from(7),
        SpanId::from(8),
        TraceFlags::SAMPLED,
        true,
        TraceState::NONE,
    ))
}

fn current() -> SpanContext {
    Context::current().span().span_context().clone()
}

#[chain_step(parent = of_caller())]
fn blocking() -> SpanContext {
    current()
}

#[chain_step(parent = of_caller())]
async fn waiting() -> SpanContext {
    tokio::task::yield_now().await;
    current()
}

#[test]
fn a_caller_is_known_without_a_span() {
    // Somebody listens, but not to spans.
    global::set_meter_provider(SdkMeterProvider::builder().build());
    let caller = of_caller().span().span_context().clone();
    assert_eq!(blocking(), caller);
    assert_eq!(block_on(waiting()), caller);

    let by_hand = || Operation::step("by hand").parent(&of_caller());
    assert_eq!(by_hand().infallible().run(current), caller);
    let mut started = by_hand().start();
    assert_eq!(started.context().span().span_context(), &caller);
    assert_eq!(started.run(current), caller);
    started.end();

    // Nor is it forgotten where nobody listens at all.
    let _suppressed = Context::enter_telemetry_suppressed_scope();
    let mut unobserved = by_hand().start();
    assert_eq!(unobserved.run(current), caller);
    assert_eq!(current(), SpanContext::NONE);
}
