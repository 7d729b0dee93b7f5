//! Evaluations of answers.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use genai_runtime::testing::{assert_conformant, capture};
use genai_runtime::{Usage, chain_step, evaluation, llm_span};
use opentelemetry::Context;
use opentelemetry::logs::{AnyValue, Severity};

#[test]
fn an_evaluation_is_an_event_of_the_current_span() {
    #[chain_step(kind = evaluation)]
    fn judge() {
        evaluation("relevance")
            .score(0.5)
            .score(0.9)
            .label("good")
            .explanation("names the source");
        evaluation("toxicity").error_type("timeout");
    }
    let capture = capture();
    capture.run(judge);
    let [relevance, toxicity] = <[_; 2]>::try_from(capture.events()).unwrap();
    assert_eq!(relevance.name, "gen_ai.evaluation.result");
    assert_eq!(relevance.severity, Some(Severity::Info));
    assert_eq!(
        relevance.attribute("gen_ai.evaluation.score.value"),
        Some(&AnyValue::Double(0.9))
    );
    assert_eq!(
        relevance.text("gen_ai.evaluation.score.label").as_deref(),
        Some("good")
    );
    assert_eq!(
        relevance.text("gen_ai.evaluation.explanation").as_deref(),
        Some("names the source")
    );
    assert_eq!(toxicity.text("error.type").as_deref(), Some("timeout"));
    let span = capture.span("judge");
    let (_, id) = relevance.span.unwrap();
    assert_eq!(id, span.span_id);
    assert_conformant(&capture);
}

#[test]
fn an_ended_span_can_be_evaluated_through_its_context() {
    #[llm_span(system = "openai", model = "m", endpoint = "localhost", usage = |_| Usage::new())]
    fn ask() -> Context {
        Context::current()
    }
    let capture = capture();
    let asked = capture.run(ask);
    evaluation("relevance").score(1.0).label("pass").on(&asked);
    let event = capture.events().pop().unwrap();
    let (_, id) = event.span.unwrap();
    assert_eq!(id, capture.span("chat m").span_id);
}
