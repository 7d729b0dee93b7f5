//! Stacked annotations, and annotations next to other crates' attribute macros.

use std::future::ready;

use async_trait::async_trait;
use futures::executor::block_on;
use otel_genai::testing::{Capture, assert_conformant, capture};
use otel_genai::{Usage, chain_step, llm_span};

/// The names of the spans, each nested in the one before.
fn nested(capture: &Capture) -> Vec<String> {
    let spans = capture.spans();
    for pair in spans.windows(2) {
        if let [outer, inner] = pair {
            assert!(inner.is_child_of(outer));
        }
    }
    assert_conformant(capture);
    spans.into_iter().map(|span| span.name).collect()
}

#[test]
fn the_upper_annotation_is_the_outer_one() {
    #[chain_step(crate = ::otel_genai, name = "step", attributes("app.text" = text))]
    #[llm_span(crate = ::otel_genai, system = "openai", model = model)]
    fn step_above(model: &str, text: &str) -> Result<Usage, String> {
        Ok(Usage::new().input(u64::from(model.len() == text.len())))
    }
    #[llm_span(crate = ::otel_genai, system = "openai", model = model)]
    #[chain_step(crate = ::otel_genai, name = "step", attributes("app.text" = text))]
    async fn call_above(model: &str, text: &str, _unused: u8) -> Result<Usage, String> {
        ready(Ok(Usage::new().input(u64::from(model.len() == text.len())))).await
    }
    let above = capture();
    assert!(above.run(|| step_above("m", "t")).is_ok());
    assert_eq!(nested(&above), ["step", "chat m"]);
    assert_eq!(above.span("step").text("app.text").as_deref(), Some("t"));

    let beneath = capture();
    assert!(block_on(beneath.run_async(call_above("m", "t", 1))).is_ok());
    assert_eq!(nested(&beneath), ["chat m", "step"]);
    assert_eq!(
        beneath.span("chat m").integer("gen_ai.usage.input_tokens"),
        Some(1)
    );
}

/// Imports `test` as `use tokio::test` does: an attribute macro for an `async fn`.
mod imported {
    use otel_genai::chain_step;
    use tokio::test;

    #[chain_step(crate = ::otel_genai)]
    #[test]
    async fn an_imported_test_attribute_may_stand_above_an_annotation() {
        std::future::ready(()).await;
    }
}

#[test]
fn the_upper_annotation_is_the_outer_one_for_functions_with_patterns() {
    #[chain_step(crate = ::otel_genai, name = "step", attributes("app.text" = text), result(|_| "app.count" = 1))]
    #[llm_span(crate = ::otel_genai, system = "openai", model = model, max_tokens = most)]
    fn step_above((model, text): (&str, &str), [mut most, ..]: [i64; 2]) -> Result<Usage, String> {
        most += 1;
        Ok(Usage::new()
            .input(u64::from(model.len() == text.len()))
            .output(most.unsigned_abs()))
    }
    #[llm_span(crate = ::otel_genai, system = "openai", model = model)]
    #[chain_step(crate = ::otel_genai, name = "middle")]
    #[chain_step(crate = ::otel_genai, name = "step", attributes("app.text" = *text))]
    async fn call_above((model, ref text): (&str, String), _unused: u8) -> Result<Usage, String> {
        ready(Ok(Usage::new().input(u64::from(model.len() == text.len())))).await
    }
    let above = capture();
    assert!(above.run(|| step_above(("m", "t"), [3, 4])).is_ok());
    assert_eq!(nested(&above), ["step", "chat m"]);
    assert_eq!(above.span("step").text("app.text").as_deref(), Some("t"));
    let call = above.span("chat m");
    assert_eq!(call.integer("gen_ai.request.max_tokens"), Some(3));
    assert_eq!(call.integer("gen_ai.usage.output_tokens"), Some(4));

    let beneath = capture();
    let called = beneath.run_async(call_above(("m", "t".to_owned()), 1));
    assert!(block_on(called).is_ok());
    assert_eq!(nested(&beneath), ["chat m", "middle", "step"]);
    assert_eq!(beneath.span("step").text("app.text").as_deref(), Some("t"));
}

#[async_trait]
trait Ask: Sync {
    async fn above(&self, model: &str) -> Option<Usage>;

    #[llm_span(crate = ::otel_genai, system = "openai", model = model)]
    async fn with_a_body(&self, model: &str, (left, _): (u64, u64)) -> Usage {
        ready(Usage::new().input(left)).await
    }
}

struct Client;

#[async_trait]
impl Ask for Client {
    #[chain_step(crate = ::otel_genai, name = "step")]
    #[llm_span(crate = ::otel_genai, system = "openai", model = model, attributes("app.model" = model))]
    async fn above(&self, model: &str) -> Option<Usage> {
        ready(Some(Usage::new().input(model.len().try_into().ok()?))).await
    }
}

#[test]
fn methods_under_async_trait_are_recorded() {
    let client: Box<dyn Ask> = Box::new(Client);
    let above = capture();
    assert!(block_on(above.run_async(client.above("m"))).is_some());
    assert_eq!(nested(&above), ["step", "chat m"]);
    let default = capture();
    block_on(default.run_async(client.with_a_body("m", (3, 4))));
    assert_eq!(nested(&default), ["chat m"]);
    let input = default.only_span().integer("gen_ai.usage.input_tokens");
    assert_eq!(input, Some(3));
}

#[tokio::test]
#[chain_step(crate = ::otel_genai)]
async fn a_tokio_test_is_recorded() {
    tokio::task::yield_now().await;
}

#[test]
fn a_tokio_main_function_is_recorded() {
    #[tokio::main(flavor = "current_thread")]
    #[chain_step(crate = ::otel_genai)]
    async fn program(number: u8) -> Result<u8, String> {
        tokio::task::yield_now().await;
        Ok(number)
    }
    let capture = capture();
    assert_eq!(capture.run(|| program(1)), Ok(1));
    assert_eq!(capture.only_span().name, "program");
    assert_conformant(&capture);
}

#[test]
fn a_function_may_also_be_instrumented_by_tracing() {
    #[tracing::instrument(skip(text))]
    #[chain_step(crate = ::otel_genai, name = "below", attributes("app.text" = text))]
    async fn below(text: &str, number: u8) -> Result<u8, String> {
        ready(Ok(number.max(u8::from(text.is_empty())))).await
    }
    #[chain_step(crate = ::otel_genai, name = "above", attributes("app.text" = text))]
    #[tracing::instrument(skip(text), fields(length = text.len()))]
    fn above(text: &str, number: u8) -> Option<u8> {
        number.checked_add(u8::from(text.is_empty()))
    }
    let capture = capture();
    assert_eq!(block_on(capture.run_async(below("text", 3))), Ok(3));
    assert_eq!(capture.run(|| above("text", 3)), Some(3));
    for name in ["above", "below"] {
        let text = capture.span(name).text("app.text");
        assert_eq!(text.as_deref(), Some("text"));
    }
    assert_conformant(&capture);
}
