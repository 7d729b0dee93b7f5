//! Arguments that say what a model is told, and when they are asked.
#![allow(clippy::needless_pass_by_value, reason = "functions of every shape")]

use std::cell::Cell;

use genai_runtime::testing::{Capture, assert_conformant, capture};
use genai_runtime::{Conventions, MessageReport, Messages, ToolReport, Tools, llm_span};

/// Counts how often it is asked, and how often what it says is captured.
#[derive(Default)]
struct Told {
    asked: Cell<u8>,
    captured: Cell<u8>,
}

impl MessageReport for Told {
    fn report(&self, messages: &mut Messages<'_>) {
        self.asked.set(self.asked.get() + 1);
        if messages.captures_content() {
            self.captured.set(self.captured.get() + 1);
        }
        messages.message("user").text("CANARY");
    }
}

impl ToolReport for Told {
    fn report(&self, tools: &mut Tools<'_>) {
        self.asked.set(self.asked.get() + 1);
        if tools.captures_content() {
            self.captured.set(self.captured.get() + 1);
        }
        tools.function("canary", "CANARY", None::<&str>);
    }
}

#[llm_span(
    system = "openai",
    model = "m",
    input = told,
    system_instructions = told,
    tools = told,
    prompt(
        name = template,
        version = "2",
        variables(question = "CANARY", "the.city" = None::<String>)
    ),
    usage = none
)]
fn complete(told: &Told, template: Option<&str>, prompt: &str, messages: Vec<String>) -> usize {
    let _ = (told, template, messages);
    prompt.len()
}

fn call(told: &Told) -> usize {
    complete(told, Some("answer"), "CANARY", vec!["CANARY".to_owned()])
}

#[test]
fn where_content_is_off_it_is_asked_and_does_not_leave() {
    let (told, capture) = (Told::default(), capture());
    assert_eq!(capture.run(|| call(&told)), 6);
    assert_eq!((told.asked.get(), told.captured.get()), (3, 0));
    let span = capture.only_span();
    assert_eq!(span.text("gen_ai.prompt.name").as_deref(), Some("answer"));
    assert!(!format!("{:?}", capture.spans()).contains("CANARY"));
    assert!(!format!("{:?}", capture.events()).contains("CANARY"));
    assert_conformant(&capture);
}

#[test]
fn where_nothing_is_recorded_nothing_is_asked() {
    let (told, capture) = (Told::default(), Capture::unsampled());
    assert_eq!(capture.run(|| call(&told)), 6);
    assert_eq!(told.asked.get(), 0);
}

#[test]
fn the_unreleased_conventions_have_the_version_of_a_prompt() {
    for (conventions, version) in [
        (Conventions::V1_41, None),
        (Conventions::LATEST, Some("2")),
        (Conventions::LATEST_AND_V1_41, Some("2")),
    ] {
        let capture = Capture::with_conventions(conventions);
        capture.run(|| call(&Told::default()));
        let span = capture.only_span();
        assert_eq!(span.text("gen_ai.prompt.version").as_deref(), version);
        assert_eq!(span.text("gen_ai.prompt.name").as_deref(), Some("answer"));
        assert_conformant(&capture);
    }
}

#[test]
fn a_prompt_without_a_name_has_no_version() {
    let capture = Capture::with_conventions(Conventions::LATEST);
    capture.run(|| complete(&Told::default(), None, "", Vec::new()));
    let span = capture.only_span();
    assert_eq!(span.attribute("gen_ai.prompt.name"), None);
    assert_eq!(span.attribute("gen_ai.prompt.version"), None);
}

#[test]
fn arguments_that_are_made_for_the_call_live_long_enough() {
    #[llm_span(
        system = "openai",
        model = "m",
        input = format!("{prompt}?").as_str(),
        system_instructions = vec![Some("a"), None],
        tools = names.iter().map(ToString::to_string).collect::<Vec<_>>(),
        usage = none
    )]
    async fn later(prompt: String, names: &[&str]) -> usize {
        prompt.len() + names.len()
    }
    let capture = capture();
    let later = capture.run_async(later("p".to_owned(), &["a", "b"]));
    assert_eq!(futures::executor::block_on(later), 3);
    capture.span("chat m");
}
