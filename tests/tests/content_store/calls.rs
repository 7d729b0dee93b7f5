//! The telemetry of annotated functions whose content is stored.

use futures::executor::block_on;
use futures::stream::{self, Stream, StreamExt};
use genai_runtime::content::{
    ContentBudget, ContentPolicy, DirectoryStore, StoreQueue, StoredPart, resolve, resolve_value,
};
use genai_runtime::opentelemetry::logs::AnyValue;
use genai_runtime::testing::{Capture, assert_conformant, capture};
use genai_runtime::{ContentCapture, Records, Response, UsageReport, chain_step, llm_span};
use genai_runtime::{RecordReport, Usage};
use genai_tests::directory::TemporaryDirectory;
use genai_tests::setup::PLENTY;
use serde_json::{Value, json};

use crate::objects::objects;

struct Reply(&'static str);

impl UsageReport for Reply {
    fn report(&self, response: &mut Response<'_>) {
        response.text(0, self.0);
        response.finish_reason(0, "stop");
        response.usage(Usage::new().input(1).output(1));
    }
}

#[llm_span(system = "openai", model = "m")]
fn answer() -> Reply {
    Reply("nine days")
}

#[llm_span(system = "openai", model = "m")]
fn answer_at_length(words: usize) -> impl Stream<Item = Reply> {
    stream::iter((0..words).map(|_| Reply("words ")))
}

#[chain_step(kind = agent, system = "openai", input = turns, system_instructions = "be brief")]
fn talk(turns: &[String]) -> usize {
    turns.len()
}

#[chain_step(kind = tool, arguments = city, result = |degrees| *degrees)]
fn weather(city: &str) -> usize {
    city.len()
}

struct Documents;

impl RecordReport for Documents {
    fn report(&self, records: &mut Records<'_>) {
        records.record("handbook-7", 0.5, "nine days a year");
    }
}

#[chain_step(kind = retrieval, data_source = "handbook", query = question, documents = |found| found)]
fn retrieve(question: &str) -> Documents {
    let _ = question;
    Documents
}

fn storing(store: &StoreQueue) -> Capture {
    let policy = ContentPolicy::default().capture(ContentCapture::SpanAndEvent);
    capture().with_content_policy(policy.store(store.clone()))
}

#[test]
fn a_conversation_of_n_turns_stores_n_turns() {
    let directory = TemporaryDirectory::create();
    let store = StoreQueue::new(DirectoryStore::new(directory.path()));
    let capture = storing(&store);
    let turns: Vec<String> = (0..40).map(|turn| format!("turn {turn}")).collect();
    for turn in 1..=turns.len() {
        capture.run(|| talk(&turns[..turn]));
    }
    assert!(store.flush(PLENTY));
    assert_eq!(store.dropped(), 0);
    // The turns and the instructions.
    assert_eq!(objects(directory.path()).len(), turns.len() + 1);
    let last = capture.spans().pop().unwrap();
    let messages = last.text("gen_ai.input.messages").unwrap();
    assert!(!messages.contains("turn"));
    let resolved = resolve(&messages, store.store()).unwrap();
    let shown: Value = serde_json::from_str(&resolved).unwrap();
    let expected =
        |turn: &String| json!({"role": "user", "parts": [{"type": "text", "content": turn}]});
    assert_eq!(shown, turns.iter().map(expected).collect::<Value>());
    assert_conformant(&capture);
}

#[test]
fn a_span_and_its_event_carry_the_same_references() {
    let directory = TemporaryDirectory::create();
    let store = StoreQueue::new(DirectoryStore::new(directory.path()));
    let capture = storing(&store);
    capture.run(answer);
    assert!(store.flush(PLENTY));
    let on_span = capture.only_span().text("gen_ai.output.messages").unwrap();
    let mut value: Value = serde_json::from_str(&on_span).unwrap();
    let part = StoredPart::from_json(&value[0]["parts"][0]).unwrap();
    let stored = r#"{"type":"text","content":"nine days"}"#;
    assert_eq!(part.part(), "text");
    assert_eq!(part.bytes(), stored.len() as u64);
    assert_eq!(part.read(store.store()).unwrap().as_deref(), Some(stored));
    assert_eq!(value[0]["role"], "assistant");
    assert_eq!(value[0]["finish_reason"], "stop");
    let events = capture.events();
    let in_event = events[0].attribute("gen_ai.output.messages").unwrap();
    assert_eq!(json_of(in_event), value);
    resolve_value(&mut value, store.store()).unwrap();
    assert_eq!(
        value[0]["parts"][0],
        serde_json::from_str::<Value>(stored).unwrap()
    );
    assert_conformant(&capture);
}

#[test]
fn an_answer_longer_than_the_budget_is_stored_completely() {
    let directory = TemporaryDirectory::create();
    let store = StoreQueue::new(DirectoryStore::new(directory.path()));
    let policy = ContentPolicy::default().capture(ContentCapture::SpanOnly);
    let budget = ContentBudget::default().part(100).attribute(400);
    let policy = policy.budget(budget).store(store.clone());
    let capture = capture().with_content_policy(policy);
    assert_eq!(
        capture.run(|| block_on(answer_at_length(10_000).count())),
        10_000
    );
    assert!(store.flush(PLENTY));
    let span = capture.only_span();
    let messages = span.text("gen_ai.output.messages").unwrap();
    assert!(messages.len() <= 400);
    assert_eq!(span.integer("genai_runtime.content.omitted_bytes"), None);
    let resolved = resolve(&messages, store.store()).unwrap();
    assert!(resolved.contains(&"words ".repeat(10_000)));
}

#[test]
fn tools_and_documents_are_stored_too() {
    let directory = TemporaryDirectory::create();
    let store = StoreQueue::new(DirectoryStore::new(directory.path()));
    let capture = storing(&store);
    capture.run(|| (weather("Oslo"), retrieve("how many?")));
    assert!(store.flush(PLENTY));
    let tool = capture.span("execute_tool weather");
    for (key, part, expected) in [
        (
            "gen_ai.tool.call.arguments",
            "arguments",
            r#"{"arguments":"Oslo"}"#,
        ),
        ("gen_ai.tool.call.result", "result", r#"{"result":4}"#),
    ] {
        let reference = tool.text(key).unwrap();
        let json = serde_json::from_str(&reference).unwrap();
        assert_eq!(StoredPart::from_json(&json).unwrap().part(), part);
        let resolved: Value =
            serde_json::from_str(&resolve(&reference, store.store()).unwrap()).unwrap();
        assert_eq!(resolved, serde_json::from_str::<Value>(expected).unwrap());
    }
    let documents = capture.span("retrieval handbook");
    let documents = documents.text("gen_ai.retrieval.documents").unwrap();
    assert!(documents.starts_with(r#"[{"id":"handbook-7","score":0.5,"content":{"type":"#));
    assert_eq!(
        resolve(&documents, store.store()).unwrap(),
        r#"[{"id":"handbook-7","score":0.5,"content":"nine days a year"}]"#
    );
    assert_conformant(&capture);
}

#[test]
fn openinference_values_are_references_too() {
    let directory = TemporaryDirectory::create();
    let store = StoreQueue::new(DirectoryStore::new(directory.path()));
    let policy = ContentPolicy::default().capture(ContentCapture::SpanOnly);
    let policy = policy.store(store.clone()).openinference_values(true);
    let capture = capture().with_content_policy(policy);
    let turns = ["hello", "how many?"].map(str::to_owned);
    capture.run(|| (talk(&turns), answer(), weather("Oslo")));
    assert!(store.flush(PLENTY));
    let message = |role, text| json!({"role": role, "parts": [{"type": "text", "content": text}]});
    let mut answered = message("assistant", "nine days");
    answered["finish_reason"] = json!("stop");
    for (span, direction, expected) in [
        ("invoke_agent talk", "input", message("user", "how many?")),
        ("chat m", "output", answered),
        (
            "execute_tool weather",
            "input",
            json!({"arguments": "Oslo"}),
        ),
        ("execute_tool weather", "output", json!({"result": 4})),
    ] {
        let span = capture.span(span);
        let media_type = span.text(&format!("{direction}.mime_type"));
        assert_eq!(media_type.as_deref(), Some("application/json"));
        let value = span.text(&format!("{direction}.value")).unwrap();
        assert!(value.contains("genai_runtime.stored"), "{value}");
        let resolved = resolve(&value, store.store()).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&resolved).unwrap(), expected);
        let mut value: Value = serde_json::from_str(&value).unwrap();
        resolve_value(&mut value, store.store()).unwrap();
        assert_eq!(value, expected);
    }
}

#[test]
fn content_that_is_not_captured_is_not_stored() {
    let directory = TemporaryDirectory::create();
    let store = StoreQueue::new(DirectoryStore::new(directory.path()));
    let policy = ContentPolicy::default().store(store.clone());
    let capture = capture().with_content_policy(policy);
    capture.run(|| (answer(), talk(&["hello".to_owned()]), weather("Oslo")));
    assert!(store.flush(PLENTY));
    assert_eq!(objects(directory.path()), []);
}

fn json_of(value: &AnyValue) -> Value {
    match value {
        AnyValue::Int(integer) => json!(integer),
        AnyValue::Double(number) => json!(number),
        AnyValue::String(text) => json!(text.as_str()),
        AnyValue::Boolean(flag) => json!(flag),
        AnyValue::ListAny(values) => values.iter().map(json_of).collect(),
        AnyValue::Map(fields) => {
            let fields = fields
                .iter()
                .map(|(key, value)| (key.to_string(), json_of(value)));
            Value::Object(fields.collect())
        }
        other => panic!("expected JSON, found {other:?}"),
    }
}
