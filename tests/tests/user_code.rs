//! User code that runs because of an annotation: its panics are caught, and it runs inside of the right span.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failed unwrap is a failed test"
)]

use std::fmt;
use std::future::pending;
use std::ops::Index;

use futures::FutureExt;
use genai_runtime::testing::{assert_conformant, capture};
use genai_runtime::{ContentCapture, Response, Usage, UsageReport, chain_step, llm_span};
use opentelemetry::trace::Status;

#[test]
fn a_panic_in_an_argument_is_noted_and_the_function_runs() {
    #[chain_step(attributes("app.x" = explode()))]
    fn step() -> u8 {
        7
    }
    fn explode() -> u8 {
        panic!("in the argument")
    }
    let capture = capture();
    assert_eq!(capture.run(step), 7);
    let span = capture.only_span();
    assert_eq!(span.status, Status::Unset);
    let panicked = span.attribute("genai_runtime.report.panicked");
    assert_eq!(panicked, Some(&true.into()));
    assert_conformant(&capture);
}

#[test]
fn a_report_by_hand_that_panics_is_noted_and_the_function_runs() {
    struct Odd;
    impl UsageReport for Odd {
        fn report(&self, response: &mut Response<'_>) {
            response.model("answers");
            panic!("in the report")
        }
    }
    #[llm_span(system = "openai", model = "m", usage = manual)]
    fn call() -> u8 {
        genai_runtime::report(&Odd);
        genai_runtime::report(&Odd);
        7
    }
    let capture = capture();
    assert_eq!(capture.run(call), 7);
    let span = capture.only_span();
    assert_eq!(span.status, Status::Unset);
    let panicked = span.attribute("genai_runtime.report.panicked");
    assert_eq!(panicked, Some(&true.into()));
    let model = span.text("gen_ai.response.model");
    assert_eq!(model.as_deref(), Some("answers"));
}

#[test]
fn usage_reported_before_a_future_is_dropped_is_measured() {
    #[llm_span(system = "openai", model = "m", usage = manual)]
    fn call() -> impl Future<Output = ()> {
        genai_runtime::report(&Usage::new().input(3).output(5));
        async {}
    }
    let capture = capture();
    capture.run(|| drop(call()));
    assert_eq!(
        capture.only_span().integer("gen_ai.usage.input_tokens"),
        Some(3)
    );
    let tokens = capture.metric("gen_ai.client.token.usage").unwrap();
    assert_eq!(tokens.points.len(), 2);
}

#[test]
fn a_panic_in_an_argument_leaves_no_content() {
    fn consent() -> ContentCapture {
        panic!("nobody can be asked")
    }
    #[chain_step(kind = tool, content = consent(), result = |answer| answer)]
    fn asked() -> String {
        "canary".to_owned()
    }
    #[chain_step(kind = tool, name = consent_name(), content = ContentCapture::NoContent, result = |answer| answer)]
    fn denied() -> String {
        "canary".to_owned()
    }
    fn consent_name() -> &'static str {
        panic!("no name")
    }
    #[llm_span(system = "openai", model = "m", content = consent())]
    fn call(prompt: &str) -> Result<Usage, String> {
        Err(format!("cannot answer {prompt}"))
    }
    let capture = capture().with_content(ContentCapture::SpanOnly);
    capture.run(|| {
        asked();
        denied();
        call("canary").unwrap_err();
    });
    let spans = capture.spans();
    assert_eq!(spans.len(), 3);
    for span in spans {
        assert!(!format!("{span:?}").contains("canary"), "{span:?}");
    }
}

#[test]
fn a_panic_in_an_argument_does_not_lose_usage() {
    #[llm_span(system = "openai", model = "m", input = { assert!(prompt.len() > 100); prompt })]
    fn call(prompt: &str) -> Usage {
        Usage::new().input(3).output(5)
    }
    let capture = capture();
    capture.run(|| call("short"));
    let span = capture.only_span();
    assert_eq!(span.integer("gen_ai.usage.output_tokens"), Some(5));
    let panicked = span.attribute("genai_runtime.report.panicked");
    assert_eq!(panicked, Some(&true.into()));
}

#[test]
fn a_panic_while_describing_the_value_is_noted_and_the_value_returned() {
    struct Explosive;
    impl fmt::Display for Explosive {
        fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
            panic!("in Display")
        }
    }
    struct Unprintable;
    impl fmt::Display for Unprintable {
        fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
            Err(fmt::Error)
        }
    }
    #[chain_step]
    fn explode() -> Result<(), Explosive> {
        Err(Explosive)
    }
    #[chain_step]
    fn fail() -> Result<(), Unprintable> {
        Err(Unprintable)
    }
    let capture = capture();
    assert!(capture.run(explode).is_err());
    assert!(capture.run(fail).is_err());
    let exploded = capture.span("explode");
    assert!(
        exploded
            .text("error.type")
            .unwrap()
            .ends_with("::Explosive")
    );
    assert_eq!(exploded.status, Status::error(""));
    assert!(
        exploded
            .attribute("genai_runtime.report.panicked")
            .is_some()
    );
    let failed = capture.span("fail");
    assert_eq!(failed.status, Status::error(""));
    assert_eq!(failed.attribute("genai_runtime.report.panicked"), None);
    assert_conformant(&capture);
}

#[test]
fn a_panic_in_an_argument_while_the_call_is_cancelled_is_not_a_failure() {
    #[llm_span(system = "openai", model = "m", endpoint = explode())]
    async fn call() -> Usage {
        Usage::new()
    }
    fn explode() -> &'static str {
        panic!("in the argument")
    }
    let capture = capture();
    capture.run(|| drop(call()));
    let span = capture.only_span();
    assert_eq!(
        span.text("genai_runtime.outcome").as_deref(),
        Some("cancelled")
    );
    assert_eq!(span.status, Status::Unset);
    assert_conformant(&capture);
}

#[test]
fn a_method_drops_its_receiver_inside_its_span() {
    struct Owner;
    impl Owner {
        #[chain_step]
        fn consume(self) {}
    }
    impl Drop for Owner {
        fn drop(&mut self) {
            #[chain_step]
            fn clean_up() {}
            clean_up();
        }
    }
    let capture = capture();
    capture.run(|| Owner.consume());
    assert!(
        capture
            .span("clean_up")
            .is_child_of(&capture.span("consume"))
    );
    assert_conformant(&capture);
}

#[test]
fn the_body_is_dropped_inside_its_span() {
    struct Cleanup;
    impl Drop for Cleanup {
        fn drop(&mut self) {
            #[chain_step]
            fn clean_up() {}
            clean_up();
        }
    }
    #[chain_step]
    async fn hold() {
        let _cleanup = Cleanup;
        pending::<()>().await;
    }
    let capture = capture();
    let mut future = Box::pin(capture.run_async(hold()));
    assert!(future.as_mut().now_or_never().is_none());
    drop(future);
    assert!(capture.span("clean_up").is_child_of(&capture.span("hold")));
    assert_conformant(&capture);
}

#[test]
fn source_locations_in_a_body_are_the_users() {
    use std::panic::Location;
    #[chain_step]
    fn here() -> (u32, u32) {
        (Location::caller().line(), line!())
    }
    #[chain_step]
    async fn here_later() -> (u32, u32) {
        (Location::caller().line(), line!())
    }
    #[chain_step]
    #[track_caller]
    fn caller() -> u32 {
        Location::caller().line()
    }
    #[chain_step]
    #[llm_span(system = "openai", model = "m", usage = |_| Usage::default())]
    #[track_caller]
    fn caller_of_both() -> Option<u32> {
        Some(Location::caller().line())
    }
    struct Lines;
    struct Key;
    impl Index<Key> for Lines {
        type Output = [u8];
        #[chain_step]
        fn index(&self, _: Key) -> &[u8] {
            let line = usize::try_from(Location::caller().line()).unwrap();
            &[0; 1 << 12][..line]
        }
    }
    let capture = capture();
    let (located, written) = capture.run(|| (Lines[Key].len(), line!()));
    assert_eq!(u32::try_from(located), Ok(written));
    let (located, written) = capture.run(here);
    assert_eq!(located, written);
    let (located, written) = capture.run_async(here_later()).now_or_never().unwrap();
    assert_eq!(located, written);
    assert_eq!(capture.run(|| (caller(), line!())), (line!(), line!()));
    let (located, written) = capture.run(|| (caller_of_both(), line!()));
    assert_eq!(located, Some(written));
}
