//! Validates captured content against the JSON schemas of the conventions, if `GENAI_SEMCONV` names their directory.

use std::path::PathBuf;

use genai_runtime::content::{ContentBudget, ContentPolicy};
use genai_runtime::testing::{Capture, CapturedSpan};
use genai_runtime::{ContentCapture, Conventions, MessageReport, Messages, Usage, llm_span};
use jsonschema::Validator;
use serde_json::{Value, json};

use super::chain;

/// The attributes and their schemas.
const SCHEMAS: [(&str, &str); 8] = [
    ("gen_ai.input.messages", "gen-ai-input-messages"),
    ("gen_ai.output.messages", "gen-ai-output-messages"),
    ("gen_ai.system_instructions", "gen-ai-system-instructions"),
    ("gen_ai.tool.definitions", "gen-ai-tool-definitions"),
    ("gen_ai.tool.call.arguments", "gen-ai-tool-call-arguments"),
    ("gen_ai.tool.call.result", "gen-ai-tool-call-result"),
    ("gen_ai.retrieval.documents", "gen-ai-retrieval-documents"),
    ("gen_ai.memory.records", "gen-ai-memory-records"),
];

#[allow(clippy::print_stdout, reason = "a skipped test prints a notice")]
fn validators() -> Option<Vec<(&'static str, Validator)>> {
    let Some(folder) = std::env::var_os("GENAI_SEMCONV") else {
        println!("skipped: `GENAI_SEMCONV` does not name the folder of the conventions");
        return None;
    };
    let folder = PathBuf::from(folder).join("latest/gen-ai");
    let read = |(key, file): (&'static str, &str)| {
        let text = std::fs::read_to_string(folder.join(format!("{file}.json"))).unwrap();
        let schema: Value = serde_json::from_str(&text).unwrap();
        (key, jsonschema::draft7::new(&schema).unwrap())
    };
    Some(SCHEMAS.into_iter().map(read).collect())
}

/// Validates the attributes of all spans; returns their number.
fn check(span: &CapturedSpan, validators: &[(&str, Validator)]) -> usize {
    let mut checked = 0;
    for (key, validator) in validators {
        let Some(text) = span.text(key) else { continue };
        let value: Value = serde_json::from_str(&text).unwrap();
        let errors: Vec<_> = validator
            .iter_errors(&value)
            .map(|error| error.to_string())
            .collect();
        assert!(
            errors.is_empty(),
            "{key} of {}: {errors:?}\n{text}",
            span.name
        );
        checked += 1;
    }
    checked
}

#[test]
fn every_kind_of_content_is_valid_by_its_schema() {
    let Some(validators) = validators() else {
        return;
    };
    let capture =
        Capture::with_conventions(Conventions::LATEST).with_content(ContentCapture::SpanOnly);
    capture.run(|| chain::workflow("Why?"));
    let mut seen: Vec<&str> = Vec::new();
    for span in capture.spans() {
        check(&span, &validators);
        let keys = SCHEMAS.iter().map(|(key, _)| *key);
        seen.extend(keys.filter(|key| span.text(key).is_some()));
    }
    for (key, _) in SCHEMAS {
        assert!(seen.contains(&key), "{key} is on no span");
    }
}

/// A conversation with every kind of part.
struct Everything;

impl MessageReport for Everything {
    fn report(&self, messages: &mut Messages<'_>) {
        messages
            .message("user")
            .name("ada")
            .text("what is this? ".repeat(30))
            .blob("image", "image/png", "aGk=".repeat(50))
            .uri("audio", "audio/wav", "https://example.com/a.wav")
            .file("document", None::<&str>, "file_1");
        messages
            .message("assistant")
            .reasoning("hm, ".repeat(40))
            .tool_call("call_1", "weather", r#"{"city":"Oslo"}"#)
            .tool_call("call_2", "weather", "{\"city\":")
            .server_tool_call(
                "s_1",
                "web_search",
                &json!({"type": "web_search", "query": "Oslo"}),
            )
            .server_tool_call("s_2", "web_search", &json!("no object"))
            .server_tool_response("s_1", &json!({"type": "web_search", "results": ["a"]}))
            .server_tool_response("s_2", &json!([1, 2, 3]))
            .compaction("c_1", "older talk")
            .compaction(None::<&str>, None::<&str>)
            .other("citation", &json!({"source": 3}));
        messages.message("tool").tool_response("call_1", "12 °C");
        messages
            .message("tool")
            .tool_response("call_2", r#"{"degrees":[1,2]}"#);
    }
}

#[llm_span(
    system = "openai",
    model = "m",
    input = Everything,
    system_instructions = ["be brief", "be kind"],
    tools = ["search", "weather"]
)]
fn everything() -> Usage {
    Usage::new().input(1)
}

#[test]
fn content_is_valid_and_within_any_budget() {
    let Some(validators) = validators() else {
        return;
    };
    let (mut checked, mut longest) = (0, 0);
    for attribute in (0..4000).step_by(7) {
        let budget = ContentBudget::default()
            .part(attribute % 400)
            .attribute(attribute)
            .span(2 * attribute);
        let policy = ContentPolicy::default().capture(ContentCapture::SpanOnly);
        let capture = Capture::with_conventions(Conventions::LATEST)
            .with_content_policy(policy.budget(budget));
        capture.run(everything);
        let span = capture.only_span();
        checked += check(&span, &validators);
        let lengths = SCHEMAS.iter().filter_map(|(key, _)| span.text(key));
        let lengths: Vec<usize> = lengths.map(|text| text.len()).collect();
        assert!(
            lengths.iter().all(|length| *length <= attribute),
            "{attribute}: {lengths:?}"
        );
        assert!(
            lengths.iter().sum::<usize>() <= 2 * attribute,
            "{attribute}: {lengths:?}"
        );
        longest = longest.max(lengths.iter().copied().max().unwrap_or(0));
    }
    assert!(
        checked > 1000 && longest > 2000,
        "{checked} attributes, {longest} bytes"
    );
}
