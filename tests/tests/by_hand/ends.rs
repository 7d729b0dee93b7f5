//! Every way to end: returned, failed, panicked, cancelled, never polled; recorded, not sampled, switched off.

use std::fmt::Debug;
use std::panic::{AssertUnwindSafe, catch_unwind};

use futures::FutureExt;
use futures::future::{LocalBoxFuture, ready};
use genai_runtime::testing::{Capture, assert_conformant};
use genai_runtime::{Conventions, ErrorReport, Operation, Usage, chain_step, llm_span};
use genai_tests::snapshot::snapshot;
use opentelemetry::Context;

use super::work::{Busy, Plain, Way, work, work_at_once};

#[llm_span(
    system = "openai",
    model = "m",
    temperature = 0.5,
    endpoint = "http://localhost:8080"
)]
async fn call(way: Way) -> Result<Usage, Busy> {
    work(way, Busy).await
}

#[llm_span(system = "openai", model = "m")]
async fn call_with_plain_errors(way: Way) -> Result<Usage, Plain> {
    work(way, Plain).await
}

#[llm_span(system = "openai", model = "m", error_type = class)]
async fn call_with_a_class(way: Way) -> Result<Usage, Busy> {
    work(way, Busy).await
}

fn class(_: &Busy) -> &'static str {
    "class"
}

#[chain_step(kind = workflow, name = "flow")]
async fn workflow(way: Way) -> Option<Usage> {
    work(way, Busy).await.ok()
}

/// The `Debug` output of what a function returned.
type Done = LocalBoxFuture<'static, String>;

/// An operation as an annotated function and built by hand.
type Pair = [fn(Way) -> Done; 2];

fn shown(returned: impl Debug) -> String {
    format!("{returned:?}")
}

fn pairs() -> Vec<Pair> {
    vec![
        [
            |way| call(way).map(shown).boxed_local(),
            |way| {
                let call = Operation::llm("openai").model("m").temperature(0.5);
                let call = call.endpoint("http://localhost:8080");
                let call = call.error_type(ErrorReport::error_type);
                call.run_async(work(way, Busy)).map(shown).boxed_local()
            },
        ],
        [
            |way| call_with_plain_errors(way).map(shown).boxed_local(),
            |way| {
                let call = Operation::llm("openai").model("m");
                call.run_async(work(way, Plain)).map(shown).boxed_local()
            },
        ],
        [
            |way| call_with_a_class(way).map(shown).boxed_local(),
            |way| {
                let call = Operation::llm("openai").model("m").error_type(class);
                call.run_async(work(way, Busy)).map(shown).boxed_local()
            },
        ],
        [
            |way| workflow(way).map(shown).boxed_local(),
            |way| {
                let found = async move { work(way, Busy).await.ok() };
                let flow = Operation::workflow("flow").run_async(found);
                flow.map(shown).boxed_local()
            },
        ],
    ]
}

/// What happens to a future.
#[derive(Debug, Clone, Copy)]
enum Fate {
    Awaited(Way),
    DroppedInMidAwait,
    NeverPolled,
}

const FATES: [Fate; 5] = [
    Fate::Awaited(Way::Returns),
    Fate::Awaited(Way::Fails),
    Fate::Awaited(Way::Panics),
    Fate::DroppedInMidAwait,
    Fate::NeverPolled,
];

async fn meet(fate: Fate, form: fn(Way) -> Done, capture: &Capture) {
    match fate {
        Fate::Awaited(way) => {
            let done = AssertUnwindSafe(capture.run_async(form(way)));
            let caught = done.catch_unwind().await;
            assert_eq!(caught.is_err(), way == Way::Panics);
        }
        Fate::DroppedInMidAwait => {
            let mut done = Box::pin(capture.run_async(form(Way::Hangs)));
            assert!(futures::poll!(&mut done).is_pending());
            assert!(futures::poll!(&mut done).is_pending());
        }
        Fate::NeverPolled => capture.run(|| drop(form(Way::Returns))),
    }
    let current = Context::current();
    assert_eq!(format!("{current:?}"), format!("{:?}", Context::new()));
}

#[tokio::test]
async fn futures_end_equally_in_both_forms() {
    for conventions in [Conventions::V1_41, Conventions::LATEST] {
        for [annotated, built] in pairs() {
            for fate in FATES {
                let capture = || Capture::with_conventions(conventions);
                let (of_function, by_hand) = (capture(), capture());
                meet(fate, annotated, &of_function).await;
                meet(fate, built, &by_hand).await;
                assert_eq!(snapshot(&by_hand), snapshot(&of_function), "{fate:?}");
                assert_eq!(by_hand.spans().len(), 1);
                assert_conformant(&by_hand);
            }
        }
    }
}

#[tokio::test]
async fn futures_that_are_not_sampled_are_measured_equally_in_both_forms() {
    for [annotated, built] in pairs() {
        for fate in FATES {
            let (of_function, by_hand) = (Capture::unsampled(), Capture::unsampled());
            meet(fate, annotated, &of_function).await;
            meet(fate, built, &by_hand).await;
            assert!(by_hand.spans().is_empty());
            assert_eq!(snapshot(&by_hand), snapshot(&of_function), "{fate:?}");
        }
    }
}

#[tokio::test]
async fn nothing_is_recorded_while_telemetry_is_suppressed() {
    for [_, built] in pairs() {
        for fate in FATES {
            let capture = Capture::with_conventions(Conventions::V1_41);
            let suppressed = |way| -> Done {
                let _suppressed = Context::enter_telemetry_suppressed_scope();
                let mut done = built(way);
                let polled = done.as_mut().now_or_never();
                match polled {
                    Some(returned) => Box::pin(ready(returned)),
                    None => Box::pin(async move {
                        let _suppressed = Context::enter_telemetry_suppressed_scope();
                        // Started while telemetry was off, so it stays unrecorded.
                        done.await
                    }),
                }
            };
            let way = match fate {
                Fate::Awaited(way) => way,
                Fate::DroppedInMidAwait => Way::Hangs,
                Fate::NeverPolled => continue,
            };
            let caught = capture.run(|| {
                let run = || suppressed(way).now_or_never();
                catch_unwind(AssertUnwindSafe(run))
            });
            drop(caught);
            assert!(snapshot(&capture).is_empty(), "{fate:?}");
        }
    }
}

#[tokio::test]
async fn without_a_provider_futures_behave_equally_in_both_forms() {
    for [annotated, built] in pairs() {
        for way in [Way::Returns, Way::Fails, Way::Panics] {
            let ended = async |form: fn(Way) -> Done| {
                let done = AssertUnwindSafe(form(way)).catch_unwind().await;
                done.map_err(|panic| panic.downcast_ref::<&str>().map(ToString::to_string))
            };
            let returned = ended(annotated).await;
            assert_eq!(returned.is_err(), way == Way::Panics);
            assert_eq!(ended(built).await, returned, "{way:?}");
        }
    }
}

#[llm_span(system = "openai", model = "m")]
fn call_at_once(way: Way) -> Result<Usage, Plain> {
    work_at_once(way, Plain)
}

#[chain_step]
fn step_at_once(way: Way) -> Result<Usage, Plain> {
    work_at_once(way, Plain)
}

type Work = fn(Way) -> Result<Usage, Plain>;

#[test]
fn closures_end_equally_in_both_forms() {
    let call_by_hand = |way| {
        let call = Operation::llm("openai").model("m");
        call.run(|| work_at_once(way, Plain))
    };
    let step_by_hand = |way| Operation::step("step_at_once").run(|| work_at_once(way, Plain));
    let pairs: [[Work; 2]; 2] = [[call_at_once, call_by_hand], [step_at_once, step_by_hand]];
    for [annotated, built] in pairs {
        for way in [Way::Returns, Way::Fails, Way::Panics] {
            let run = |work: Work| {
                let capture = Capture::with_conventions(Conventions::LATEST);
                let caught = catch_unwind(AssertUnwindSafe(|| capture.run(|| work(way))));
                assert_eq!(caught.is_err(), way == Way::Panics);
                assert_conformant(&capture);
                snapshot(&capture)
            };
            assert_eq!(run(built), run(annotated), "{way:?}");
        }
    }
}

#[test]
fn a_panic_in_a_report_is_noted_and_the_value_returned() {
    let capture = Capture::with_conventions(Conventions::V1_41);
    let found = capture.run(|| {
        let call = Operation::llm("openai").model("m");
        let call = call.usage(|_: &u8, _: &mut genai_runtime::Response<'_>| panic!("on purpose"));
        call.run(|| Some(7_u8))
    });
    assert_eq!(found, Some(7));
    let span = capture.only_span();
    assert!(span.attribute("genai_runtime.report.panicked").is_some());
}

#[test]
fn an_infallible_operation_succeeds_whatever_it_returns() {
    let capture = Capture::with_conventions(Conventions::V1_41);
    let failed: Result<(), Plain> = capture.run(|| {
        let step = Operation::step("lenient").infallible();
        step.run(|| Err(Plain))
    });
    assert!(failed.is_err());
    assert_eq!(
        capture.run(|| Operation::step("plain").infallible().run(|| 7)),
        7
    );
    for span in capture.spans() {
        assert_eq!(span.attribute("error.type"), None);
    }
}
