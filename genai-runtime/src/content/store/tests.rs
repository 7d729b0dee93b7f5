//! Properties of every stored conversation, and of the queue before every store.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use genai_semconv::attribute;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{ContentDigest, ContentStore, StoreError, StoreQueue, StoredPart};
use super::{resolve, resolve_value};
use crate::content::captured::{Captured, Rendered, Shape, StepContent};
use crate::content::{ContentBudget, ContentPolicy, FurtherNames, Input, Output, RecordList};
use crate::redact::Redaction;
use crate::report::{InputFacts, Messages};

/// More time than anything that terminates takes.
pub(super) const PLENTY: Duration = Duration::from_secs(30);

/// A budget that is never reached.
fn unlimited() -> ContentBudget {
    let most = usize::MAX >> 1;
    ContentBudget::default()
        .part(most)
        .attribute(most)
        .span(most)
}

#[derive(Debug, Default)]
pub(super) struct Memory(Mutex<HashMap<ContentDigest, Vec<u8>>>);

impl Memory {
    pub(super) fn objects(&self) -> std::sync::MutexGuard<'_, HashMap<ContentDigest, Vec<u8>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ContentStore for Memory {
    fn put(&self, digest: &ContentDigest, bytes: &[u8]) -> Result<(), StoreError> {
        let before = self.objects().insert(*digest, bytes.to_vec());
        assert_eq!(before, None, "put twice");
        Ok(())
    }

    fn get(&self, digest: &ContentDigest) -> Result<Option<Vec<u8>>, StoreError> {
        Ok(self.objects().get(digest).cloned())
    }
}

#[derive(Debug, Clone)]
enum Turn {
    Text(String),
    Reasoning(String),
    Call(String, String),
    Answer(String),
    Blob(String),
    Server(String),
    Other(String),
    Compaction(String),
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z\"\\\\\n\0é🦀]{0,40}",
        Just(r#"{ "a": [1, 2.50, {"b": null}], "type": "x", "a": 1e400 }"#.to_owned()),
        Just("[".repeat(200) + &"]".repeat(200)),
        Just("write to ada@example.com".to_owned()),
        // Looks like a reference, but is a message's text.
        Just(StoredPart::new("text", ContentDigest::of(b"1"), 1).json()),
    ]
}

fn turn() -> impl Strategy<Value = Turn> {
    prop_oneof![
        text().prop_map(Turn::Text),
        text().prop_map(Turn::Reasoning),
        (text(), text()).prop_map(|(name, arguments)| Turn::Call(name, arguments)),
        text().prop_map(Turn::Answer),
        text().prop_map(Turn::Blob),
        text().prop_map(Turn::Server),
        text().prop_map(Turn::Other),
        text().prop_map(Turn::Compaction),
    ]
}

fn input(turns: &[Vec<Turn>]) -> Input {
    let mut facts = InputFacts {
        input: Some(Input::default()),
        ..InputFacts::default()
    };
    let mut messages = Messages::new(&mut facts);
    for parts in turns {
        let mut message = messages.message("user").name("ada");
        for part in parts {
            message = match part {
                Turn::Text(text) => message.text(text),
                Turn::Reasoning(text) => message.reasoning(text),
                Turn::Call(name, arguments) => message.tool_call("id", name, arguments),
                Turn::Answer(text) => message.tool_response("id", text),
                Turn::Blob(text) => message.blob("image", "image/png", text),
                Turn::Server(text) => {
                    message.server_tool_call("id", text, &Value::from(text.as_str()))
                }
                Turn::Other(text) => message.other(super::TYPE, &json!({"part": text, "bytes": 1})),
                Turn::Compaction(text) => message.compaction("id", text),
            };
        }
    }
    facts.input.unwrap()
}

fn output(turns: &[Vec<Turn>], policy: &ContentPolicy) -> Output {
    let mut output = policy.of_answers(1);
    for (choice, parts) in turns.iter().enumerate() {
        for (index, part) in parts.iter().enumerate() {
            match part {
                Turn::Reasoning(text) => output.reasoning(choice, text),
                Turn::Call(name, arguments) => {
                    output.tool_call_id(choice, index, "id");
                    output.tool_call_name(choice, index, name);
                    output.tool_call_arguments(choice, index, arguments);
                }
                Turn::Text(text)
                | Turn::Answer(text)
                | Turn::Blob(text)
                | Turn::Server(text)
                | Turn::Other(text)
                | Turn::Compaction(text) => output.text(choice, text),
            }
        }
    }
    output
}

/// What an operation says of these turns, and of a text as everything that a step takes and gives.
fn rendered(turns: &[Vec<Turn>], text: &str, policy: ContentPolicy) -> Rendered {
    let mut records = RecordList::default();
    records.add(Some("id"), Some(0.5), text);
    let mut input = input(turns);
    input.instruction(&crate::content::BorrowedPart::Text(text));
    let captured = Captured {
        output: Some(output(turns, &policy)),
        policy: Arc::new(policy),
        input: Some(input),
        finish_reasons: vec![Some("stop".to_owned())],
        step: Some(Box::new(StepContent {
            arguments: Some(text.to_owned().into()),
            result: Some(format!("{{\"of\":{}}}", json!(text)).into()),
            query: None,
            records: Some((attribute::GEN_AI_RETRIEVAL_DOCUMENTS, records)),
            texts: Vec::new(),
        })),
        meter: None,
        further_names: FurtherNames::default(),
    };
    captured.render()
}

fn json_of(rendered: &Rendered) -> Vec<(&str, &str)> {
    let attributes = rendered.attributes.iter();
    attributes
        .map(|(key, shape)| {
            let (Shape::Json(json) | Shape::Text(json)) = shape;
            (key.as_str(), json.as_str())
        })
        .collect()
}

proptest! {
    #[test]
    fn resolved_content_equals_the_content_without_a_store(
        turns in prop::collection::vec(prop::collection::vec(turn(), 0..5), 0..5),
        text in text(),
        redacts in any::<bool>(),
    ) {
        let policy = ContentPolicy::default().budget(unlimited());
        let policy = if redacts { policy.redaction(Redaction::built_in()) } else { policy };
        let plain = rendered(&turns, &text, policy.clone());
        let memory = Arc::new(Memory::default());
        let store = StoreQueue::new(Arc::clone(&memory));
        let stored = rendered(&turns, &text, policy.store(store.clone()));
        prop_assert!(store.flush(PLENTY));
        prop_assert_eq!(store.dropped(), 0);
        prop_assert_eq!(stored.omitted, plain.omitted);
        prop_assert_eq!(stored.attributes.len(), plain.attributes.len());
        for ((key, reference), (_, whole)) in json_of(&stored).into_iter().zip(json_of(&plain)) {
            prop_assert_eq!(&*resolve(reference, &memory).unwrap(), whole, "{}", key);
            let mut value: Value = serde_json::from_str(reference).unwrap();
            resolve_value(&mut value, &memory).unwrap();
            // A number beyond all numbers can be written, but not be a value.
            if let Ok(whole) = serde_json::from_str::<Value>(whole) {
                prop_assert_eq!(value, whole, "{}", key);
            }
        }
        for (digest, bytes) in &*memory.objects() {
            prop_assert_eq!(ContentDigest::of(bytes), *digest);
        }
        // Without what is stored, references stay references.
        let nothing = Memory::default();
        for (_, reference) in json_of(&stored) {
            prop_assert_eq!(resolve(reference, &nothing).unwrap(), reference);
        }
    }

    #[test]
    fn references_keep_to_the_budget(
        turns in prop::collection::vec(prop::collection::vec(turn(), 0..5), 0..5),
        part in 0..400_usize,
        total in 0..1000_usize,
        span in 0..2000_usize,
    ) {
        let budget = ContentBudget::default().part(part).attribute(total).span(span);
        let store = StoreQueue::new(Memory::default());
        let policy = ContentPolicy::default().budget(budget).store(store);
        let rendered = rendered(&turns, "text", policy);
        let all = json_of(&rendered);
        for (key, json) in &all {
            prop_assert!(json.len() <= total, "{key}: {json}");
            let value: Value = serde_json::from_str(json).unwrap();
            let is_part = |part: &Value| part["type"].is_string();
            let is_valid = match (*key, &value) {
                (attribute::GEN_AI_SYSTEM_INSTRUCTIONS, Value::Array(parts)) => parts.iter().all(is_part),
                (attribute::GEN_AI_RETRIEVAL_DOCUMENTS, Value::Array(documents)) => {
                    documents.iter().all(Value::is_object)
                }
                (_, Value::Array(messages)) => messages.iter().all(|message| {
                    let parts = message["parts"].as_array();
                    message["role"].is_string() && parts.is_some_and(|parts| parts.iter().all(is_part))
                }),
                (_, other) => other.is_object(),
            };
            prop_assert!(is_valid, "{key}: {json}");
            // A reference is whole or not there.
            let begun = json.matches("sha256:").count();
            let whole = json.matches("\"bytes\":").count();
            prop_assert_eq!(begun, whole, "{}", json);
        }
        prop_assert!(all.iter().map(|(_, json)| json.len()).sum::<usize>() <= span);
    }

    #[test]
    fn references_are_never_redacted(content in ".{0,20}", bytes in 0..1_u64 << 30) {
        let reference = StoredPart::new("text", ContentDigest::of(content.as_bytes()), bytes).json();
        let redaction = Redaction::built_in();
        prop_assert_eq!(&*redaction.apply(&reference), &*reference);
    }
}

#[test]
fn redacted_text_never_reaches_the_store() {
    let memory = Arc::new(Memory::default());
    let store = StoreQueue::new(Arc::clone(&memory));
    let redaction = Redaction::built_in();
    let policy = ContentPolicy::default().redaction(redaction);
    let turns = [vec![Turn::Text("write to ada@example.com".to_owned())]];
    let stored = rendered(&turns, "ask ada@example.com", policy.store(store.clone()));
    assert!(store.flush(PLENTY));
    let shown = json_of(&stored);
    assert!(shown.iter().all(|(_, json)| !json.contains("ada@")));
    let objects = memory.objects();
    let texts = objects.values().map(|bytes| String::from_utf8_lossy(bytes));
    let texts: Vec<_> = texts.collect();
    assert!(!texts.is_empty() && texts.iter().all(|text| !text.contains("ada@")));
}
