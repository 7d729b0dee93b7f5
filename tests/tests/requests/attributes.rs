//! Attributes from an annotation or a body are recorded once, with the types of the conventions.

use genai_runtime::testing::{assert_conformant, capture};
use genai_runtime::{Usage, attributes, chain_step, event, llm_span, record};
use opentelemetry::Value;

#[test]
fn an_attribute_that_the_framework_sets_is_not_duplicated() {
    #[llm_span(
        system = "openai",
        model = "m",
        attributes(
            "gen_ai.usage.cache_read.input_tokens" = 99, "gen_ai.response.model" = "mine", "app.kept" = 0.7_f32
        )
    )]
    fn call(error: Option<String>) -> Result<Usage, String> {
        match error {
            None => Ok(Usage::new().input(2).cache_read(1)),
            Some(error) => Err(error),
        }
    }
    let succeeded = capture();
    assert!(succeeded.run(|| call(None)).is_ok());
    let span = succeeded.only_span();
    let mut keys: Vec<_> = span
        .attributes
        .iter()
        .map(|attribute| attribute.key.as_str())
        .collect();
    keys.sort_unstable();
    let count = keys.len();
    keys.dedup();
    assert_eq!(keys.len(), count, "{keys:?}");
    assert_eq!(
        span.integer("gen_ai.usage.cache_read.input_tokens"),
        Some(1)
    );
    assert_eq!(span.number("app.kept"), Some(0.7));
    // The framework does not set it.
    assert_eq!(span.text("gen_ai.response.model").as_deref(), Some("mine"));

    let failed = capture();
    assert!(failed.run(|| call(Some(String::new()))).is_err());
    assert_eq!(
        failed.only_span().text("error.type").as_deref(),
        Some("_OTHER")
    );
    assert_conformant(&succeeded);
    assert_conformant(&failed);
}

#[test]
fn values_are_converted_to_the_types_of_the_conventions() {
    #[llm_span(
        system = "openai",
        model = "m",
        usage = none,
        attributes(
            "gen_ai.request.temperature" = 1,
            "gen_ai.request.seed" = u64::MAX,
            "gen_ai.request.stop_sequences" = ["a", "b"],
            gen_ai.usage.cache_write.input_tokens = Some(3_u8),
            "gen_ai.response.id" = None::<&str>,
            "user.id" = "u-1"
        )
    )]
    fn call() {}
    let capture = capture();
    capture.run(call);
    let span = capture.only_span();
    assert_eq!(
        span.attribute("gen_ai.request.temperature"),
        Some(&Value::F64(1.0))
    );
    assert_eq!(span.integer("gen_ai.request.seed"), Some(i64::MAX));
    let saturated = span.attribute("genai_runtime.value.saturated");
    assert_eq!(saturated, Some(&Value::Bool(true)));
    assert_eq!(
        span.texts("gen_ai.request.stop_sequences").unwrap(),
        ["a", "b"]
    );
    assert_eq!(span.attribute("gen_ai.response.id"), None);
    assert_eq!(span.text("user.id").as_deref(), Some("u-1"));
    // v1.41 has another name for it.
    assert_eq!(
        span.integer("gen_ai.usage.cache_creation.input_tokens"),
        Some(3)
    );
    assert_eq!(
        span.attribute("gen_ai.usage.cache_write.input_tokens"),
        None
    );
    assert_conformant(&capture);
}

#[test]
fn a_body_adds_attributes_and_events_to_its_span() {
    #[chain_step]
    async fn search(found: usize) {
        event("cache.missed", attributes! { "app.cache" = "embeddings" });
        tokio::task::yield_now().await;
        record(attributes! { "app.found" = found, session.id = "s-1" });
        record(attributes! {});
    }
    let capture = capture();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(capture.run_async(search(3)));
    let span = capture.span("search");
    assert_eq!(span.integer("app.found"), Some(3));
    assert_eq!(span.text("session.id").as_deref(), Some("s-1"));
    assert_eq!(span.events[0].name, "cache.missed");
    assert!(span.events[0].attribute("app.cache").is_some());
    assert_conformant(&capture);
    // Not evaluated where nothing is recorded.
    record(attributes! { "app.x" = unreachable() });
}

fn unreachable() -> u8 {
    panic!("evaluated outside of any span")
}
