//! An operation's explicit parent is current while the operation runs, also if no span is recorded. One test that
//! installs a provider, because meter providers are global.

#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::future;
use std::sync::mpsc;
use std::task::{self, Poll, Waker};

use futures::executor::block_on;
use futures::{StreamExt, stream};
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
fn an_explicit_parent_is_current_without_a_span() {
    // A meter provider is installed, but no tracer provider.
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

    // The parent is also current without any provider.
    let _suppressed = Context::enter_telemetry_suppressed_scope();
    let mut unobserved = by_hand().start();
    assert_eq!(unobserved.run(current), caller);
    assert_eq!(by_hand().infallible().run(current), caller);
    let asked_twice = async {
        tokio::task::yield_now().await;
        current()
    };
    assert_eq!(
        block_on(by_hand().infallible().run_async(asked_twice)),
        caller
    );
    let contexts = || {
        let made_in = current();
        stream::iter(0..2).map(move |_| [made_in.clone(), current()])
    };
    let followed = by_hand().infallible().run_stream(contexts);
    let expected = vec![[caller.clone(), caller.clone()]; 2];
    assert_eq!(block_on(followed.collect::<Vec<_>>()), expected);
    let given = async { Ok::<_, String>(contexts()) };
    let given = block_on(by_hand().infallible().run_async_stream(given));
    assert_eq!(block_on(given.unwrap().collect::<Vec<_>>()), expected);
    assert_eq!(current(), SpanContext::NONE);
}

/// Sends the span context in which it is dropped.
struct Dropped(mpsc::Sender<SpanContext>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.send(current()).unwrap();
    }
}

#[test]
fn an_unrecorded_body_is_dropped_with_its_parent_as_current_context() {
    let _suppressed = Context::enter_telemetry_suppressed_scope();
    let caller = of_caller().span().span_context().clone();
    let by_hand = || Operation::step("by hand").parent(&of_caller()).infallible();
    let (sender, dropped) = mpsc::channel();
    let held = Dropped(sender.clone());
    let mut task = task::Context::from_waker(Waker::noop());
    let mut future = Box::pin(by_hand().run_async(async move {
        let _held = held;
        future::pending::<()>().await;
    }));
    assert!(future.as_mut().poll(&mut task).is_pending());
    drop(future);
    assert_eq!(dropped.try_recv().as_ref(), Ok(&caller));
    let held = Dropped(sender);
    drop(by_hand().run_stream(|| {
        stream::poll_fn(move |_| {
            let _held = &held;
            Poll::<Option<()>>::Pending
        })
    }));
    assert_eq!(dropped.try_recv().as_ref(), Ok(&caller));
}
