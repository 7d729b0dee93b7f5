//! Arbitrary JSON as chunks of a provider's answer, and as a request: no panic, equal usage with and without captured
//! content, and captured content that is JSON within the budget.

#![no_main]

use genai_runtime::__fuzz::{answered, asked};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

#[derive(Debug, Arbitrary)]
struct Input<'a> {
    part: u16,
    total: u16,
    /// One value per line.
    chunks: &'a str,
}

fuzz_target!(|input: Input<'_>| {
    let lines = input.chunks.lines();
    let chunks: Vec<Value> = lines
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    let (part, total) = (input.part.into(), input.total.into());
    let (usage, answer) = answered(&chunks, Some((part, total)));
    assert_eq!(answered(&chunks, None), (usage, None));
    let conversations = chunks.iter().map(asked);
    let pieces = conversations.flat_map(|asked| asked.to_json(part, total));
    for json in pieces.flatten().map(|(json, _)| json).chain(answer) {
        assert!(json.len() <= total, "{} of {total}: {json}", json.len());
        serde_json::from_str::<Value>(&json).expect("valid JSON");
    }
});
