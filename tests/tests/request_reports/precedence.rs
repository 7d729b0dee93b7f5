//! The precedence of the annotation, the request, parameters' names and the program.

use genai_runtime::testing::{assert_conformant, capture};
use genai_runtime::{chain_step, llm_span};

use super::Ask;

#[test]
fn arguments_override_the_request_which_overrides_names() {
    #[llm_span(
        system = "openai",
        request = ask,
        temperature = 1.0,
        max_tokens = None::<u32>,
        usage = none
    )]
    fn complete(ask: &Ask, model: &str, temperature: f64, seed: i64, presence_penalty: f64) {
        let _ = (ask, model, temperature, seed, presence_penalty);
    }
    let captured = capture();
    captured.run(|| complete(&Ask::of("of the request"), "of the name", 2.0, 7, 0.75));
    let span = captured.span("chat of the request");
    assert_eq!(span.number("gen_ai.request.temperature"), Some(1.0));
    // Explicitly none.
    assert_eq!(span.attribute("gen_ai.request.max_tokens"), None);
    assert_eq!(span.integer("gen_ai.request.seed"), Some(-1));
    assert_eq!(span.number("gen_ai.request.presence_penalty"), Some(0.75));
    assert_conformant(&captured);

    // A parameter's name provides what the request does not.
    let captured = capture();
    captured.run(|| complete(&Ask::default(), "of the name", 2.0, 7, 0.75));
    captured.span("chat of the name");
}

#[test]
fn an_explicit_model_is_not_read_from_the_request() {
    #[llm_span(system = "openai", request = ask, model = "mine", usage = none)]
    fn complete(ask: &Ask) {
        let _ = ask;
    }
    #[llm_span(system = "openai", request = ask, model = none, usage = none)]
    fn anonymous(ask: &Ask) {
        let _ = ask;
    }
    let (ask, capture) = (Ask::of("other"), capture());
    capture.run(|| (complete(&ask), anonymous(&ask)));
    let span = capture.span("chat mine");
    assert_eq!(span.text("gen_ai.request.model").as_deref(), Some("mine"));
    assert_eq!(span.integer("gen_ai.request.seed"), Some(-1));
    let span = capture.span("chat");
    assert_eq!(span.attribute("gen_ai.request.model"), None);
    assert_eq!(ask.asked_for_model.get(), 0);
}

#[test]
fn the_conversation_of_the_scope_overrides_that_of_the_request() {
    #[llm_span(system = "openai", request = ask, usage = none)]
    fn complete(ask: &Ask) {
        let _ = ask;
    }
    #[chain_step(kind = workflow, conversation = "of the program")]
    fn answer() {
        complete(&Ask::of("m"));
    }
    let capture = capture();
    capture.run(answer);
    let span = capture.span("chat m");
    let values = span.attributes.iter();
    let values: Vec<_> = values
        .filter(|attribute| attribute.key.as_str() == "gen_ai.conversation.id")
        .map(|attribute| attribute.value.as_str().into_owned())
        .collect();
    assert_eq!(values, ["of the program"]);
}
