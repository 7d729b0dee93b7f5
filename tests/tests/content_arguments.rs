//! Arguments that set the content of a request, and when they are evaluated.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::needless_pass_by_value,
    reason = "a failed unwrap is a failed test, and functions have every form"
)]

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};

use genai_runtime::content::{ContentBudget, ContentPolicy};
use genai_runtime::redact::Redaction;
use genai_runtime::testing::{Capture, CapturedEvent, assert_conformant, capture};
use genai_runtime::{
    ContentCapture, Conventions, MessageReport, Messages, Request, RequestReport, ToolReport,
    Tools, Usage, chain_step, llm_span,
};
use serde_json::{Value, json};

/// Counts how often its report runs, and how often content is captured.
#[derive(Default)]
struct Counted {
    asked: Cell<u8>,
    captured: Cell<u8>,
}

impl MessageReport for Counted {
    fn report(&self, messages: &mut Messages<'_>) {
        self.asked.set(self.asked.get() + 1);
        if messages.captures_content() {
            self.captured.set(self.captured.get() + 1);
        }
        messages.message("user").text("CANARY");
    }
}

impl ToolReport for Counted {
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
    input = counted,
    system_instructions = counted,
    tools = counted,
    prompt(
        name = template,
        version = "2",
        variables(question = "CANARY", "the.city" = None::<String>)
    ),
    usage = none
)]
fn complete(
    counted: &Counted,
    template: Option<&str>,
    prompt: &str,
    messages: Vec<String>,
) -> usize {
    let _ = (counted, template, messages);
    prompt.len()
}

fn call(counted: &Counted) -> usize {
    complete(counted, Some("answer"), "CANARY", vec!["CANARY".to_owned()])
}

#[test]
fn content_that_is_not_captured_is_evaluated_for_its_size_only() {
    let (counted, capture) = (Counted::default(), capture());
    assert_eq!(capture.run(|| call(&counted)), 6);
    assert_eq!((counted.asked.get(), counted.captured.get()), (3, 0));
    let span = capture.only_span();
    assert_eq!(span.text("gen_ai.prompt.name").as_deref(), Some("answer"));
    assert!(!format!("{:?}", capture.spans()).contains("CANARY"));
    assert!(!format!("{:?}", capture.events()).contains("CANARY"));
    assert_conformant(&capture);
}

#[test]
fn arguments_are_not_evaluated_where_nothing_is_recorded() {
    let (counted, capture) = (Counted::default(), Capture::unsampled());
    assert_eq!(capture.run(|| call(&counted)), 6);
    assert_eq!(counted.asked.get(), 0);
}

#[test]
fn the_version_of_a_prompt_is_recorded_under_the_latest_conventions() {
    for (conventions, version) in [
        (Conventions::V1_41, None),
        (Conventions::LATEST, Some("2")),
        (Conventions::LATEST_AND_V1_41, Some("2")),
    ] {
        let capture = Capture::with_conventions(conventions);
        capture.run(|| call(&Counted::default()));
        let span = capture.only_span();
        assert_eq!(span.text("gen_ai.prompt.version").as_deref(), version);
        assert_eq!(span.text("gen_ai.prompt.name").as_deref(), Some("answer"));
        assert_conformant(&capture);
    }
}

#[test]
fn a_prompt_without_a_name_has_no_version() {
    let capture = Capture::with_conventions(Conventions::LATEST);
    capture.run(|| complete(&Counted::default(), None, "", Vec::new()));
    let span = capture.only_span();
    assert_eq!(span.attribute("gen_ai.prompt.name"), None);
    assert_eq!(span.attribute("gen_ai.prompt.version"), None);
}

#[test]
fn temporaries_in_arguments_live_long_enough() {
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

/// The JSON in an attribute of the only span.
fn on_span(capture: &Capture, key: &str) -> Value {
    let text = capture.only_span().text(key);
    text.map_or(Value::Null, |text| serde_json::from_str(&text).unwrap())
}

#[test]
fn captured_content_has_the_format_of_the_conventions() {
    let (counted, capture) = (
        Counted::default(),
        capture().with_content(ContentCapture::SpanOnly),
    );
    capture.run(|| call(&counted));
    assert_eq!((counted.asked.get(), counted.captured.get()), (3, 3));
    let part = json!({"type": "text", "content": "CANARY"});
    assert_eq!(
        on_span(&capture, "gen_ai.input.messages"),
        json!([{"role": "user", "parts": [part]}])
    );
    assert_eq!(
        on_span(&capture, "gen_ai.system_instructions"),
        json!([part])
    );
    let tools = on_span(&capture, "gen_ai.tool.definitions");
    assert_eq!(tools[0]["name"], "canary");
    let span = capture.only_span();
    let variable = span.text("gen_ai.prompt.variable.question");
    assert_eq!(variable.as_deref(), Some("CANARY"));
    assert_eq!(span.attribute("gen_ai.prompt.variable.the.city"), None);
    assert_conformant(&capture);
}

#[test]
fn content_for_events_only_is_not_on_the_span() {
    let capture = capture().with_content(ContentCapture::EventOnly);
    capture.run(|| call(&Counted::default()));
    assert!(!format!("{:?}", capture.spans()).contains("CANARY"));
    let events = capture.events();
    let has = |event: &CapturedEvent, key: &str| {
        let attribute = event.attribute(key);
        attribute.is_some_and(|value| format!("{value:?}").contains("CANARY"))
    };
    for key in [
        "gen_ai.input.messages",
        "gen_ai.system_instructions",
        "gen_ai.tool.definitions",
        "gen_ai.prompt.variable.question",
    ] {
        assert!(events.iter().any(|event| has(event, key)), "{key}");
    }
    assert_conformant(&capture);
}

#[test]
fn variables_of_a_prompt_are_cut_and_redacted() {
    #[llm_span(
        system = "openai",
        model = "m",
        prompt(name = "p", variables(mail = mail, long = mail.repeat(100))),
        usage = none
    )]
    fn complete(mail: &str) {
        let _ = mail;
    }
    let policy = ContentPolicy::default()
        .capture(ContentCapture::SpanOnly)
        .budget(ContentBudget::default().part(64))
        .redaction(Redaction::built_in());
    let capture = capture().with_content_policy(policy);
    capture.run(|| complete("ann@example.com"));
    assert!(!format!("{:?}", capture.spans()).contains("ann@"));
    let span = capture.only_span();
    assert!(span.attribute("gen_ai.prompt.variable.mail").is_some());
    let long = span.text("gen_ai.prompt.variable.long").unwrap();
    assert!(long.len() <= 64, "{long}");
}

#[test]
fn a_very_long_query_is_redacted_only_up_to_its_limit() {
    static ASKED: AtomicUsize = AtomicUsize::new(0);
    #[chain_step(kind = retrieval, query = query)]
    fn find(query: &str) {}
    #[llm_span(system = "openai", model = "m", prompt(name = "p", variables(long = text)), usage = none)]
    fn complete(text: &str) {}
    let redaction = Redaction::none().with_fn(|text| {
        ASKED.fetch_max(text.len(), Ordering::Relaxed);
        text.into()
    });
    let policy = ContentPolicy::default()
        .capture(ContentCapture::SpanOnly)
        .redaction(redaction);
    let capture = capture().with_content_policy(policy);
    let text = "word ".repeat(1 << 20);
    capture.run(|| (find(&text), complete(&text)));
    for (span, key) in [
        ("retrieval", "gen_ai.retrieval.query.text"),
        ("chat m", "gen_ai.prompt.variable.long"),
    ] {
        let span = capture.span(span);
        let shown = span.text(key).unwrap();
        let omitted = span.integer("genai_runtime.content.omitted_bytes").unwrap();
        assert!(text.starts_with(&shown) && shown.len() > 1024);
        let omitted = usize::try_from(omitted).unwrap();
        assert_eq!(shown.len() + omitted, text.len(), "{key}");
    }
    let asked = ASKED.load(Ordering::Relaxed);
    assert!((1 << 20..1 << 21).contains(&asked), "{asked}");
}

#[test]
fn a_request_adds_content_that_the_annotation_does_not_set() {
    struct Ask;
    impl RequestReport for Ask {
        fn report(&self, request: &mut Request<'_>) {
            request.messages().message("user").text("of the request");
            let mut instructions = request.system_instructions();
            instructions.message("system").text("of the request");
        }
    }
    #[llm_span(system = "openai", model = "m", request = Ask, input = prompt, usage = none)]
    fn complete(prompt: &str) {
        let _ = prompt;
    }
    let capture = capture().with_content(ContentCapture::SpanOnly);
    capture.run(|| complete("mine"));
    let text = |text: &str| json!({"type": "text", "content": text});
    assert_eq!(
        on_span(&capture, "gen_ai.input.messages"),
        json!([{"role": "user", "parts": [text("mine")]}])
    );
    assert_eq!(
        on_span(&capture, "gen_ai.system_instructions"),
        json!([text("of the request")])
    );
}

#[test]
fn a_json_request_is_content() {
    #[llm_span(
        system = "anthropic",
        model = "m",
        input = body["messages"],
        system_instructions = body["system"],
        tools = body["tools"]
    )]
    fn complete(body: &Value) -> Usage {
        let _ = body;
        Usage::new()
    }
    let capture = capture().with_content(ContentCapture::SpanOnly);
    capture.run(|| {
        complete(&json!({
            "system": [{"type": "text", "text": "be brief"}],
            "messages": [{"role": "assistant", "content": [
                {"type": "tool_use", "id": "t", "name": "now", "input": {"zone": "CET"}},
                {"type": "redacted_thinking", "data": "x"}
            ]}],
            "tools": [{"name": "now", "input_schema": {"type": "object"}}]
        }))
    });
    assert_eq!(
        on_span(&capture, "gen_ai.input.messages"),
        json!([{"role": "assistant", "parts": [
            {"type": "tool_call", "id": "t", "name": "now", "arguments": {"zone": "CET"}},
            {"type": "redacted_thinking", "data": "x"}
        ]}])
    );
    let brief = json!([{"type": "text", "content": "be brief"}]);
    assert_eq!(on_span(&capture, "gen_ai.system_instructions"), brief);
    let tools = on_span(&capture, "gen_ai.tool.definitions");
    assert_eq!(tools[0]["name"], "now");
    assert_conformant(&capture);
}
