//! Operations that are ended by hand: whichever way is the last, it is the only one.

use std::panic::{AssertUnwindSafe, catch_unwind};

use genai_runtime::testing::{Capture, CapturedSpan, assert_conformant, capture};
use genai_runtime::{Conventions, Operation, Usage, chain_step, llm_span};
use genai_tests::told::told;
use opentelemetry::Context;
use opentelemetry::trace::TraceContextExt;

use super::work::{Plain, Way, work_at_once};

#[llm_span(system = "openai", model = "m")]
async fn call(way: Way) -> Result<Usage, Plain> {
    if way == Way::Hangs {
        std::future::pending::<()>().await;
    }
    work_at_once(way, Plain)
}

fn call_by_hand(way: Way) {
    let mut call = Operation::llm("openai").model("m").start();
    match way {
        Way::Returns | Way::Fails => call.finish(&work_at_once(way, Plain)),
        Way::Panics => {
            let panics = || call.run(|| work_at_once(way, Plain));
            assert!(catch_unwind(AssertUnwindSafe(panics)).is_err());
            // It has ended: this is not heard any more.
            call.end();
        }
        Way::Hangs => drop(call),
    }
}

#[tokio::test]
async fn what_is_ended_by_hand_tells_what_a_function_does() {
    for way in [Way::Returns, Way::Fails, Way::Panics, Way::Hangs] {
        let (of_function, by_hand) = (capture(), capture());
        let mut done = Box::pin(AssertUnwindSafe(of_function.run_async(call(way))));
        let mut polled = || {
            catch_unwind(AssertUnwindSafe(|| {
                futures::FutureExt::now_or_never(&mut done)
            }))
        };
        drop(polled());
        drop(done);
        by_hand.run(|| call_by_hand(way));
        assert_eq!(told(&by_hand), told(&of_function), "{way:?}");
        assert_conformant(&by_hand);
    }
}

#[test]
fn an_error_alone_ends_it_too() {
    let capture = capture();
    capture.run(|| {
        let call = Operation::llm("openai").model("m");
        call.error_type(|_: &Plain| "plain").start().fail(&Plain);
    });
    let span = capture.only_span();
    assert_eq!(span.text("error.type").as_deref(), Some("plain"));
    assert_conformant(&capture);
}

#[test]
fn what_is_reported_on_the_way_counts() {
    let capture = capture();
    capture.run(|| {
        let mut call = Operation::llm("openai").model("m").start();
        call.report(&Usage::new().input(3));
        call.report(&Usage::new().output(4));
        call.end();
        let mut step = Operation::step("step").start();
        step.report(&Usage::new().input(3));
        step.end();
    });
    let call = capture.span("chat m");
    assert_eq!(call.integer("gen_ai.usage.input_tokens"), Some(3));
    assert_eq!(call.integer("gen_ai.usage.output_tokens"), Some(4));
    let step = capture.span("step");
    assert_eq!(step.attribute("gen_ai.usage.input_tokens"), None);
    assert_conformant(&capture);
}

#[test]
fn only_what_runs_in_it_is_nested_under_it() {
    #[chain_step]
    fn inner() {}
    #[chain_step(parent = context)]
    fn placed(context: &Context) {}
    #[chain_step]
    fn outside() {}
    let capture = capture();
    capture.run(|| {
        let mut step = Operation::workflow("flow").start();
        step.run(inner);
        placed(step.context());
        outside();
        assert!(!Context::current().span().span_context().is_valid());
        step.end();
    });
    let flow = capture.span("invoke_workflow flow");
    for name in ["inner", "placed"] {
        assert!(capture.span(name).is_child_of(&flow), "{name}");
    }
    assert_eq!(capture.span("outside").parent_id, None);
    assert_eq!(flow.text("chain.path").as_deref(), Some("inner > placed"));
}

#[test]
fn attempts_and_parents_and_links_are_those_of_functions() {
    let capture = Capture::with_conventions(Conventions::LATEST);
    capture.run(|| {
        let flow = Operation::workflow("flow").start();
        let attempt = |number: u32| {
            let call = Operation::llm("openai").model("m").attempt(number);
            let call = call.parent(flow.context()).start();
            let context = call.context().clone();
            call.fail(&Plain);
            context
        };
        let contexts = [attempt(1), attempt(2)];
        let joined = Operation::step("joined").links(&contexts);
        joined.run(|| Some(()));
        flow.end();
    });
    let spans = capture.spans();
    let [flow, first, second, joined] = &*spans else {
        panic!("four spans: {spans:?}")
    };
    assert!(first.is_child_of(flow) && second.is_child_of(flow));
    assert!(second.is_linked_to(first) && first.links.is_empty());
    assert!(joined.is_linked_to(first) && joined.is_linked_to(second));
    assert_conformant(&capture);
}

#[test]
fn attempts_at_different_sources_have_nothing_in_common() {
    let capture = Capture::with_conventions(Conventions::LATEST);
    capture.run(|| {
        let flow = Operation::workflow("flow").start();
        let attempt = |source: &str, number: u32| {
            let retrieval = Operation::retrieval(source).attempt(number);
            retrieval.parent(flow.context()).start().fail(&Plain);
        };
        attempt("handbook", 1);
        attempt("wiki", 1);
        attempt("handbook", 2);
        flow.end();
    });
    let handbook = told_of(&capture, "retrieval handbook");
    let [first, second] = &*handbook else {
        panic!("two attempts: {handbook:?}")
    };
    assert!(second.is_linked_to(first));
    assert_eq!(second.links.len(), 1);
}

fn told_of(capture: &Capture, name: &str) -> Vec<CapturedSpan> {
    let spans = capture.spans().into_iter();
    spans.filter(|span| span.name == name).collect()
}

#[test]
fn where_nothing_is_observed_everything_goes_on() {
    let capture = capture();
    capture.run(|| {
        let _suppressed = Context::enter_telemetry_suppressed_scope();
        let mut call = Operation::llm("openai").model("m").start();
        assert_eq!(call.run(|| 7), 7);
        call.report(&Usage::new().input(3));
        call.finish(&Some(Usage::new()));
    });
    assert!(told(&capture).is_empty());
}
