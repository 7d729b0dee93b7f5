//! How often a request is made and asked, and for what; that it may fail at that.

use std::cell::Cell;
use std::rc::Rc;

use genai_runtime::testing::{Capture, capture};
use genai_runtime::{Request, RequestReport, llm_span};
use opentelemetry::Value;

use super::Ask;

#[test]
fn where_nothing_is_recorded_the_model_alone_is_asked_for() {
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
fn a_request_is_made_once_and_may_borrow_from_what_is_made_for_it() {
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
fn a_request_that_panics_is_not_the_functions_fault() {
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
