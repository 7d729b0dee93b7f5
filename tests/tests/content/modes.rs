//! The capture mode of the process, of a function and of a call.

use genai_runtime::testing::{Capture, capture};
use genai_runtime::{ContentCapture, Usage, llm_span};

#[llm_span(system = "openai", model = "m", input = prompt)]
fn unsaid(prompt: &str) -> Usage {
    Usage::new().input(prompt.len() as u64)
}

#[llm_span(system = "openai", model = "m", input = prompt, content = off)]
fn off(prompt: &str) -> Usage {
    Usage::new().input(prompt.len() as u64)
}

#[llm_span(system = "openai", model = "m", input = prompt, content = span)]
fn on_span(prompt: &str) -> Usage {
    Usage::new().input(prompt.len() as u64)
}

#[llm_span(system = "openai", model = "m", input = prompt, content = both)]
fn both(prompt: &str) -> Usage {
    Usage::new().input(prompt.len() as u64)
}

#[llm_span(system = "openai", model = "m", input = prompt, content = consent)]
fn by_call(prompt: &str, consent: Option<ContentCapture>) -> Usage {
    Usage::new().input(prompt.len() as u64)
}

/// Whether the prompt is on the span, and in an event.
fn seen(capture: &Capture, run: impl FnOnce() -> Usage) -> (bool, bool) {
    let before = (capture.spans().len(), capture.events().len());
    capture.run(run);
    let has = |content: String| content.contains("secret");
    (
        has(format!("{:?}", capture.spans().split_off(before.0))),
        has(format!("{:?}", capture.events().split_off(before.1))),
    )
}

#[test]
fn the_most_specific_mode_wins() {
    let silent = capture();
    assert_eq!(seen(&silent, || unsaid("secret")), (false, false));
    assert_eq!(seen(&silent, || on_span("secret")), (true, false));
    assert_eq!(seen(&silent, || both("secret")), (true, true));
    assert_eq!(seen(&silent, || by_call("secret", None)), (false, false));
    let consent = Some(ContentCapture::EventOnly);
    assert_eq!(seen(&silent, || by_call("secret", consent)), (false, true));

    let open = capture().with_content(ContentCapture::SpanAndEvent);
    assert_eq!(seen(&open, || unsaid("secret")), (true, true));
    assert_eq!(seen(&open, || off("secret")), (false, false));
    assert_eq!(seen(&open, || on_span("secret")), (true, false));
    let refusal = Some(ContentCapture::NoContent);
    assert_eq!(seen(&open, || by_call("secret", refusal)), (false, false));
    assert_eq!(seen(&open, || by_call("secret", None)), (true, true));
}

#[test]
fn a_process_that_captures_nothing_cannot_be_overridden() {
    let closed = capture().with_content(ContentCapture::NoContent);
    let consent = Some(ContentCapture::SpanAndEvent);
    assert_eq!(seen(&closed, || unsaid("secret")), (false, false));
    assert_eq!(seen(&closed, || both("secret")), (false, false));
    assert_eq!(seen(&closed, || by_call("secret", consent)), (false, false));
}
