//! Whether error messages are recorded, by the settings of content and of error texts.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failed unwrap is a failed test, and one function panics"
)]

use std::panic::{AssertUnwindSafe, catch_unwind};

use genai_runtime::content::{ContentPolicy, ErrorTexts};
use genai_runtime::testing::{assert_conformant, capture};
use genai_runtime::{ContentCapture, Response, Usage, UsageReport, llm_span};
use opentelemetry::trace::Status;

const WITH_CONTENT: &str = "withheld: content is off (GENAI_RUNTIME_ERROR_TEXTS=redacted shows it)";
const BY_THEMSELVES: &str = "withheld: GENAI_RUNTIME_ERROR_TEXTS";

#[llm_span(system = "openai", model = "m")]
fn fail() -> Result<Usage, String> {
    Err("no plum jam for bob@example.com".to_owned())
}

#[llm_span(system = "openai", model = "m", content = off)]
fn fail_silently() -> Result<Usage, String> {
    fail_of("no plum jam")
}

fn fail_of(text: &str) -> Result<Usage, String> {
    Err(text.to_owned())
}

struct Busy;

impl UsageReport for Busy {
    fn report(&self, response: &mut Response<'_>) {
        response.error("overloaded", Some("no plum jam"));
    }
}

#[llm_span(system = "openai", model = "m")]
fn answer_with_an_error() -> Busy {
    Busy
}

#[llm_span(system = "openai", model = "m")]
fn panic_on_plums() -> Usage {
    panic!("no plum jam")
}

#[llm_span(system = "openai", model = "m")]
fn fail_without_a_text() -> Result<Usage, String> {
    fail_of("")
}

/// The recorded description of an error; asserts that span and event agree.
fn described<R>(policy: ContentPolicy, fail: impl Fn() -> R) -> String {
    let capture = capture().with_content_policy(policy);
    capture.run(|| {
        let _failed = catch_unwind(AssertUnwindSafe(&fail));
    });
    assert_conformant(&capture);
    let span = capture.only_span();
    let Status::Error { description } = &span.status else {
        panic!("{:?}", span.status)
    };
    let expected = Some(description.to_string()).filter(|text| !text.is_empty());
    let thrown = span.events.first().unwrap();
    let mut thrown = thrown.attributes.iter();
    let message = thrown.find(|attribute| attribute.key.as_str() == "exception.message");
    assert_eq!(message.map(|message| message.value.to_string()), expected);
    let mut events = capture.events().into_iter();
    let emitted = events.find(|event| event.name == "gen_ai.client.operation.exception");
    let emitted = emitted.unwrap();
    assert_eq!(emitted.text("exception.message"), expected);
    assert_eq!(emitted.text("error.type"), span.text("error.type"));
    assert!(span.text("error.type").is_some() && emitted.text("exception.type").is_some());
    description.to_string()
}

#[test]
fn error_texts_are_withheld_if_content_is_switched_off_explicitly() {
    let nothing = ContentPolicy::default;
    assert_eq!(described(nothing(), fail), "no plum jam for [email]");
    let open = nothing().capture(ContentCapture::SpanAndEvent);
    assert_eq!(described(open.clone(), fail), "no plum jam for [email]");
    let off = nothing().capture(ContentCapture::NoContent);
    assert_eq!(described(off.clone(), fail), WITH_CONTENT);
    assert_eq!(described(off, answer_with_an_error), WITH_CONTENT);
    for policy in [nothing(), open] {
        assert_eq!(described(policy, fail_silently), WITH_CONTENT);
    }
}

#[test]
fn the_setting_of_error_texts_overrides_that_of_content() {
    let policy = |texts| ContentPolicy::default().error_texts(texts);
    let shown = policy(ErrorTexts::Redacted).capture(ContentCapture::NoContent);
    assert_eq!(described(shown.clone(), fail), "no plum jam for [email]");
    assert_eq!(described(shown.clone(), fail_silently), "no plum jam");
    assert_eq!(described(shown, answer_with_an_error), "no plum jam");
    let withheld = policy(ErrorTexts::Withheld).capture(ContentCapture::SpanAndEvent);
    assert_eq!(described(withheld, fail), BY_THEMSELVES);
}

#[test]
fn texts_that_come_from_no_user_are_recorded() {
    let withheld = ContentPolicy::default().error_texts(ErrorTexts::Withheld);
    let panicked = described(withheld.clone(), panic_on_plums);
    assert_eq!(panicked, "the function panicked");
    assert_eq!(described(withheld, fail_without_a_text), "");
}
