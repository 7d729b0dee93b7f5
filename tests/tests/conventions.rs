//! The names of telemetry in each choice of conventions.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::collections::BTreeSet;

use genai_runtime::testing::{Capture, assert_conformant};
use genai_runtime::{Conventions, Usage, chain_step, llm_span};
use opentelemetry::Value;

#[llm_span(system = "openai", model = "m")]
fn chat(top_k: u8) -> Usage {
    let _ = top_k;
    Usage::new()
        .input(10)
        .output(5)
        .cache_read(3)
        .cache_write(2)
        .reasoning(1)
}

#[llm_span(system = "openai", operation = embeddings, model = "e")]
fn embed() -> Usage {
    Usage::new().input(7)
}

#[chain_step(kind = retrieval, data_source = "handbook", top_k = 4)]
fn retrieve() {}

fn run(conventions: Conventions) -> Capture {
    let capture = Capture::with_conventions(conventions);
    capture.run(|| (chat(40), embed(), retrieve()));
    assert_conformant(&capture);
    capture
}

fn keys(capture: &Capture, span: &str, of: &[&str]) -> Vec<String> {
    let span = capture.span(span);
    let present = of.iter().filter(|key| span.attribute(key).is_some());
    present.map(|key| (*key).to_owned()).collect()
}

fn metrics(capture: &Capture) -> BTreeSet<String> {
    capture
        .metrics()
        .into_iter()
        .map(|metric| metric.name)
        .collect()
}

const RENAMED: [&str; 4] = [
    "gen_ai.system",
    "gen_ai.usage.cache_creation.input_tokens",
    "gen_ai.usage.cache_write.input_tokens",
    "gen_ai.provider.name",
];

const RELEASED_METRICS: [&str; 2] = [
    "gen_ai.client.operation.duration",
    "gen_ai.client.token.usage",
];

const LATEST_METRICS: [&str; 9] = [
    "gen_ai.client.inference.duration",
    "gen_ai.client.inference.operation.input_tokens",
    "gen_ai.client.inference.operation.output_tokens",
    "gen_ai.client.inference.usage.cache_read.input_tokens",
    "gen_ai.client.inference.usage.cache_write.input_tokens",
    "gen_ai.client.inference.usage.input_tokens",
    "gen_ai.client.inference.usage.output_tokens",
    "gen_ai.client.inference.usage.reasoning.output_tokens",
    // Embeddings keep the released name.
    "gen_ai.client.operation.duration",
];

#[test]
fn the_released_conventions_are_the_default() {
    let capture = run(Conventions::default());
    assert_eq!(
        keys(&capture, "chat m", &RENAMED),
        [
            "gen_ai.usage.cache_creation.input_tokens",
            "gen_ai.provider.name"
        ]
    );
    let chat = capture.span("chat m");
    assert_eq!(
        chat.attribute("gen_ai.request.top_k"),
        Some(&Value::F64(40.0))
    );
    let retrieval = capture.span("retrieval handbook");
    assert_eq!(
        retrieval.attribute("gen_ai.request.top_k"),
        Some(&Value::F64(4.0))
    );
    assert_eq!(retrieval.attribute("gen_ai.retrieval.top_k"), None);
    assert_eq!(
        metrics(&capture),
        RELEASED_METRICS.map(str::to_owned).into()
    );
}

#[test]
fn a_renamed_provider_has_its_former_name_under_the_former_key() {
    #[llm_span(system = "x_ai", model = "grok")]
    fn chat() -> Usage {
        Usage::new()
    }
    let capture = Capture::with_conventions(Conventions::V1_41.with_legacy());
    capture.run(chat);
    let chat = capture.only_span();
    assert_eq!(chat.text("gen_ai.system").as_deref(), Some("xai"));
    assert_eq!(chat.text("gen_ai.provider.name").as_deref(), Some("x_ai"));
}

#[test]
fn an_empty_name_is_not_recorded() {
    #[llm_span(system = provider, model = model, endpoint = "http://localhost:0")]
    fn chat(provider: &str, model: &str) -> Usage {
        Usage::new()
    }
    #[chain_step(kind = tool, name = name)]
    fn look_up(name: &str) {}
    let capture = Capture::with_conventions(Conventions::V1_41);
    capture.run(|| (chat("", ""), look_up("")));
    let span = capture.span("chat");
    for key in [
        "gen_ai.request.model",
        "gen_ai.provider.name",
        "server.port",
    ] {
        assert_eq!(span.attribute(key), None, "{key}");
    }
    let tool = capture.span("execute_tool look_up");
    assert_eq!(tool.text("gen_ai.tool.name").as_deref(), Some("look_up"));
}

#[test]
fn the_latest_conventions_have_their_own_names() {
    let capture = run(Conventions::LATEST);
    assert_eq!(
        keys(&capture, "chat m", &RENAMED),
        [
            "gen_ai.usage.cache_write.input_tokens",
            "gen_ai.provider.name"
        ]
    );
    let chat = capture.span("chat m");
    assert_eq!(
        chat.attribute("gen_ai.request.top_k"),
        Some(&Value::I64(40))
    );
    let retrieval = capture.span("retrieval handbook");
    assert_eq!(retrieval.attribute("gen_ai.request.top_k"), None);
    assert_eq!(
        retrieval.attribute("gen_ai.retrieval.top_k"),
        Some(&Value::I64(4))
    );
    assert_eq!(metrics(&capture), LATEST_METRICS.map(str::to_owned).into());

    let input = capture
        .metric("gen_ai.client.inference.usage.input_tokens")
        .unwrap();
    assert_eq!(input.unit, "{token}");
    let modalities = input
        .points
        .iter()
        .map(|point| point.text("gen_ai.token.modality"));
    assert_eq!(modalities.collect::<Vec<_>>(), [Some("unknown".to_owned())]);
    let durations = capture.metric("gen_ai.client.operation.duration").unwrap();
    assert_eq!(
        durations
            .points_with("gen_ai.operation.name", "chat")
            .count(),
        0
    );
    assert_eq!(
        durations
            .points_with("gen_ai.operation.name", "embeddings")
            .count(),
        1
    );
}

#[test]
fn both_are_written_side_by_side() {
    let capture = run(Conventions::LATEST_AND_V1_41);
    assert_eq!(
        keys(&capture, "chat m", &RENAMED),
        [
            "gen_ai.usage.cache_creation.input_tokens",
            "gen_ai.usage.cache_write.input_tokens",
            "gen_ai.provider.name"
        ]
    );
    let expected = RELEASED_METRICS.into_iter().chain(LATEST_METRICS);
    assert_eq!(metrics(&capture), expected.map(str::to_owned).collect());
    let released = capture.metric("gen_ai.client.operation.duration").unwrap();
    let latest = capture.metric("gen_ai.client.inference.duration").unwrap();
    let sum = |metric: &genai_runtime::testing::CapturedMetric| -> f64 {
        metric
            .points_with("gen_ai.operation.name", "chat")
            .map(|point| point.sum)
            .sum()
    };
    assert!((sum(&released) - sum(&latest)).abs() < 1e-12);
}

#[test]
fn legacy_names_are_written_in_addition() {
    let capture = run(Conventions::V1_41.with_legacy());
    let chat = capture.span("chat m");
    assert_eq!(chat.text("gen_ai.system").as_deref(), Some("openai"));
    assert_eq!(chat.text("gen_ai.provider.name").as_deref(), Some("openai"));
    assert_eq!(
        metrics(&capture),
        RELEASED_METRICS.map(str::to_owned).into()
    );
}
