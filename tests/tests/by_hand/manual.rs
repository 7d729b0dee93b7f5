//! Operations that are ended explicitly end exactly once.

use std::panic::{AssertUnwindSafe, catch_unwind};

use genai_runtime::testing::{Capture, CapturedSpan, assert_conformant, capture};
use genai_runtime::{Conventions, Operation, Usage, chain_step, llm_span};
use genai_tests::snapshot::snapshot;
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
            // The operation has ended, so this is ignored.
            call.end();
        }
        Way::Hangs => drop(call),
    }
}

#[tokio::test]
async fn an_operation_ended_by_hand_records_what_a_function_does() {
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
        assert_eq!(snapshot(&by_hand), snapshot(&of_function), "{way:?}");
        assert_conformant(&by_hand);
    }
}

#[test]
fn an_operation_can_end_with_an_error_alone() {
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
fn reports_before_the_end_count() {
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
fn only_calls_inside_of_an_operation_are_nested_under_it() {
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
fn attempts_parents_and_links_work_as_for_functions() {
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
        panic!("expected four spans, found {spans:?}")
    };
    assert!(first.is_child_of(flow) && second.is_child_of(flow));
    assert!(second.is_linked_to(first) && first.links.is_empty());
    assert!(joined.is_linked_to(first) && joined.is_linked_to(second));
    assert_conformant(&capture);
}

#[test]
fn attempts_at_different_data_sources_are_not_linked() {
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
    let handbook = spans_named(&capture, "retrieval handbook");
    let [first, second] = &*handbook else {
        panic!("expected two attempts, found {handbook:?}")
    };
    assert!(second.is_linked_to(first));
    assert_eq!(second.links.len(), 1);
}

fn spans_named(capture: &Capture, name: &str) -> Vec<CapturedSpan> {
    let spans = capture.spans().into_iter();
    spans.filter(|span| span.name == name).collect()
}

#[test]
fn an_operation_works_where_nothing_is_recorded() {
    let capture = capture();
    capture.run(|| {
        let _suppressed = Context::enter_telemetry_suppressed_scope();
        let mut call = Operation::llm("openai").model("m").start();
        assert_eq!(call.run(|| 7), 7);
        call.report(&Usage::new().input(3));
        call.finish(&Some(Usage::new()));
    });
    assert!(snapshot(&capture).is_empty());
}
