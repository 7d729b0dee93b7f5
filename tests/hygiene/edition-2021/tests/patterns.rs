//! Patterns with another meaning in later editions, or none.

use otel_genai::testing::{assert_conformant, capture};
use otel_genai::{chain_step, llm_span, Usage};

#[test]
fn a_mutable_binding_behind_a_reference_is_a_copy() {
    #[chain_step(crate = ::otel_genai, attributes("app.count" = doubled(count)))]
    fn step((mut count, text): &(i64, String)) -> usize {
        count += 1;
        text.len() + usize::try_from(count).unwrap_or_default()
    }
    #[llm_span(crate = ::otel_genai, system = "openai", model = model, max_tokens = doubled(most))]
    async fn call(model: &str, (mut most, _): &(i64, u8)) -> Option<Usage> {
        most += 1;
        Some(Usage::new().output(most.unsigned_abs()))
    }
    let capture = capture();
    assert_eq!(capture.run(|| step(&(1, "text".to_owned()))), 6);
    let called = capture.run_async(call("m", &(1, 2)));
    assert!(futures::executor::block_on(called).is_some());
    assert_eq!(capture.span("step").integer("app.count"), Some(2));
    let call = capture.span("chat m");
    assert_eq!(call.integer("gen_ai.request.max_tokens"), Some(2));
    assert_conformant(&capture);
}

fn doubled(count: i64) -> i64 {
    2 * count
}
