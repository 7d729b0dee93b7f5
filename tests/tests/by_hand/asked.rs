//! How often reports of requests and replies run, and what happens if they panic.

use std::cell::Cell;

use genai_runtime::testing::{Capture, capture};
use genai_runtime::{ContentCapture, MessageReport, Messages, Operation, Usage, attributes};
use serde_json::json;

/// Counts how often its report runs, and how often content is captured.
#[derive(Default)]
struct Counted {
    asked: Cell<u8>,
    captured: Cell<u8>,
}

impl MessageReport for Counted {
    fn report(&self, messages: &mut Messages<'_>) {
        self.asked.set(self.asked.get() + 1);
        if messages.captures_content() {
            self.captured.set(self.captured.get() + 1);
        }
    }
}

#[test]
fn reports_run_once_and_only_for_a_recorded_span() {
    for (capture, counts) in [
        (Capture::unsampled(), (0, 0)),
        (capture(), (1, 0)),
        (capture().with_content(ContentCapture::SpanOnly), (1, 1)),
    ] {
        let counted = Counted::default();
        capture.run(|| {
            let call = Operation::llm("openai").model("m").input(&counted);
            call.run(|| Some(Usage::new()));
        });
        assert_eq!((counted.asked.get(), counted.captured.get()), counts);
    }
}

#[test]
fn a_panic_in_an_attribute_is_noted_and_the_work_runs() {
    fn odd() -> u8 {
        panic!("no attribute")
    }
    let work = || {
        Operation::step("odd")
            .attributes(|| attributes! { "app.odd" = odd() })
            .attributes(|| attributes! { "app.even" = 2 })
            .run(|| Some(7))
    };
    assert_eq!(work(), Some(7));
    let capture = capture();
    assert_eq!(capture.run(work), Some(7));
    let span = capture.only_span();
    assert_eq!(span.integer("app.even"), Some(2));
    assert_eq!(
        span.attribute("genai_runtime.report.panicked"),
        Some(&true.into())
    );
}

#[test]
fn a_panic_in_a_report_is_noted_and_the_work_runs() {
    struct Panics;
    impl MessageReport for Panics {
        fn report(&self, _messages: &mut Messages<'_>) {
            panic!("on purpose");
        }
    }
    let capture = capture();
    let answer = capture.run(|| {
        let call = Operation::llm("openai").model("m").input(Panics);
        call.temperature(0.5).run(|| Some(Usage::new().input(3)))
    });
    assert!(answer.is_some());
    let span = capture.span("chat m");
    assert!(span.attribute("genai_runtime.report.panicked").is_some());
    assert_eq!(span.number("gen_ai.request.temperature"), Some(0.5));
}

#[test]
fn debug_output_of_an_operation_contains_no_content() {
    let call = Operation::llm("openai")
        .input("CANARY")
        .request(json!({"messages": "CANARY"}));
    let tool = Operation::tool("t").arguments("CANARY");
    let printed = format!("{call:?} {tool:?}");
    assert!(printed.contains("Input") && printed.contains("RequestOf"));
    assert!(!printed.contains("CANARY"));
}
