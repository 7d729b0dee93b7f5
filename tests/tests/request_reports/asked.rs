//! How often a request is built and its report runs, for what, and what happens if it panics.

use std::cell::Cell;
use std::rc::Rc;

use genai_runtime::testing::{Capture, capture};
use genai_runtime::{Request, RequestReport, llm_span};
use opentelemetry::Value;

use super::Ask;

#[test]
fn an_unrecorded_call_asks_its_request_for_the_model_only() {
    #[llm_span(system = "openai", request = ask, usage = none)]
    fn complete(ask: &Ask) {
        let _ = ask;
    }
    let (ask, capture) = (Ask::of("m"), Capture::unsampled());
    capture.run(|| complete(&ask));
    assert_eq!(
        (ask.asked_for_model.get(), ask.asked_for_details.get()),
        (1, 0)
    );
    let durations = capture.metric("gen_ai.client.operation.duration");
    let models = durations.unwrap().points;
    let model = models[0].attribute("gen_ai.request.model");
    assert_eq!(model, Some(&Value::from("m")));
}

#[test]
fn a_request_is_built_once_and_may_borrow_from_temporaries() {
    struct Builder(Cell<u8>);
    impl Builder {
        fn build(&self) -> Rc<Ask> {
            self.0.set(self.0.get() + 1);
            Rc::new(Ask::of("built"))
        }
    }
    #[llm_span(system = "openai", request = Some(builder.build().as_ref()), usage = none)]
    fn complete(builder: &Builder) {
        let _ = builder;
    }
    let (builder, capture) = (Builder(Cell::new(0)), capture());
    capture.run(|| complete(&builder));
    capture.span("chat built");
    assert_eq!(builder.0.get(), 1);
}

#[test]
fn a_panic_in_a_request_does_not_fail_the_function() {
    struct Broken;
    impl RequestReport for Broken {
        fn report(&self, _: &mut Request<'_>) {
            std::panic::resume_unwind(Box::new("broken"));
        }
    }
    #[llm_span(system = "openai", request = broken, usage = none)]
    fn complete(broken: &Broken) -> u8 {
        let _ = broken;
        3
    }
    let capture = capture();
    assert_eq!(capture.run(|| complete(&Broken)), 3);
    let span = capture.span("chat");
    let panicked = span.attribute("genai_runtime.report.panicked");
    assert_eq!(panicked, Some(&Value::Bool(true)));
}
