//! Stored content that exceeds its limits.

use std::sync::Arc;

use genai_semconv::attribute;

use super::StoreQueue;
use super::tests::{Memory, PLENTY};
use crate::content::captured::{Captured, StepContent};
use crate::content::{BorrowedPart, ContentPolicy, FurtherNames, Json, Media, RecordList};
use crate::redact::Redaction;

/// The objects that are stored for the parts of a message and for the documents found, and how many bytes are missing.
fn stored_of(parts: &[BorrowedPart<'_>], found: &[String]) -> (Vec<String>, u64) {
    let memory = Arc::new(Memory::default());
    let store = StoreQueue::new(Arc::clone(&memory));
    let policy = ContentPolicy::default().redaction(Redaction::built_in());
    let policy = policy.store(store.clone());
    let mut input = policy.of_questions();
    input.message("user");
    for part in parts {
        input.part(part);
    }
    let mut records = RecordList::default();
    for text in found {
        records.add(None, None, text);
    }
    let captured = Captured {
        output: None,
        policy: Arc::new(policy),
        input: Some(input),
        finish_reasons: Vec::new(),
        step: Some(Box::new(StepContent {
            records: Some((attribute::GEN_AI_RETRIEVAL_DOCUMENTS, records)),
            ..StepContent::default()
        })),
        meter: None,
        further_names: FurtherNames::default(),
    };
    let rendered = captured.render();
    assert!(store.flush(PLENTY));
    assert_eq!(store.dropped(), 0);
    let objects = memory.objects();
    let texts = objects.values().map(|bytes| String::from_utf8_lossy(bytes));
    (texts.map(String::from).collect(), rendered.omitted)
}

#[test]
fn data_is_stored_whole_or_not_at_all() {
    let media = Media {
        modality: "image",
        mime_type: None,
    };
    for (length, count) in [(1 << 19, 1), (1 << 21, 0)] {
        let content = "aGk=".repeat(length / 4);
        let (objects, omitted) = stored_of(
            &[BorrowedPart::Blob {
                media,
                content: &content,
            }],
            &[],
        );
        assert_eq!(objects.len(), count);
        assert!(objects.iter().all(|object| object.contains(&content)));
        assert_eq!(omitted, if count == 0 { length as u64 } else { 0 });
    }
}

#[test]
fn omitted_parts_of_stored_content_are_counted() {
    let text = "word ".repeat(500_000);
    let response = Json::Text(&text);
    let parts = [
        BorrowedPart::Text(&text),
        BorrowedPart::ToolResponse { id: None, response },
    ];
    let kept = |objects: &[String]| -> usize {
        let words = objects.iter().map(|object| object.matches("word ").count());
        words.sum::<usize>() * "word ".len()
    };
    let (objects, omitted) = stored_of(&parts, &[]);
    assert_eq!(objects.len(), 2);
    let all = parts.len() * text.len();
    assert!(all.abs_diff(kept(&objects) + usize::try_from(omitted).unwrap()) < 32);
    // Of six documents there is room for four.
    let documents: Vec<String> = (0..6)
        .map(|number| format!("{number}{}", &text[..1_000_000]))
        .collect();
    let (objects, omitted) = stored_of(&[], &documents);
    assert_eq!(objects.len(), 4);
    assert_eq!(omitted, 2 * 1_000_001);
}

#[test]
fn no_part_of_a_secret_next_to_a_cut_is_stored() {
    let card = "5555 5555 5555 4444";
    for distance in [0, 8, 16] {
        let words = "word ".repeat(((1 << 20) + 4096 - distance) / 5);
        let text = format!("{words}{card} {words}");
        let arguments = Some(Json::Text(&text));
        let (id, name) = (None, "f");
        let (objects, _) = stored_of(
            &[BorrowedPart::ToolCall {
                id,
                name,
                arguments,
            }],
            &[],
        );
        assert!(objects.iter().all(|object| !object.contains("5555")));
    }
}
