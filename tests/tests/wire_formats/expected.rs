//! The facts in recorded bodies, read independently of the code under test.

use std::collections::BTreeMap;

use genai_runtime::testing::{Capture, assert_conformant};
use serde_json::Value;

use crate::counts::counts;
use crate::format::Format;
use crate::places::Places;
use crate::reasons::{reasons, with_openai_names};

pub(crate) const COUNTS: [&str; 5] = [
    "gen_ai.usage.input_tokens",
    "gen_ai.usage.output_tokens",
    "gen_ai.usage.cache_read.input_tokens",
    "gen_ai.usage.cache_creation.input_tokens",
    "gen_ai.usage.reasoning.output_tokens",
];

/// The facts in the bodies of a call; by default none.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Expected {
    id: Option<String>,
    model: Option<String>,
    finish_reasons: Option<Vec<String>>,
    counts: [Option<i64>; 5],
    is_inconsistent: bool,
}

impl Expected {
    /// Reads the facts of a format; `None` if there are none.
    pub(crate) fn read(format: Format, bodies: &[Value]) -> Option<Self> {
        let bodies = bodies.iter().filter(|body| format.has(body));
        let bodies: Vec<Value> = bodies.cloned().collect();
        let (counts, is_inconsistent) = counts(format, &bodies);
        let finish_reasons = match format {
            Format::Chat | Format::Completions | Format::Embeddings => {
                let bodies: Vec<Value> = bodies.iter().map(with_openai_names).collect();
                choices(&bodies)
            }
            _ => reasons(format, &bodies),
        };
        let read = Self {
            id: last_text(&bodies, format.id()),
            model: last_text(&bodies, format.model()),
            finish_reasons,
            counts,
            is_inconsistent,
        };
        (!bodies.is_empty()).then_some(read)
    }

    pub(crate) fn captured(capture: &Capture) -> Self {
        assert_conformant(capture);
        let span = capture.only_span();
        Self {
            id: span.text("gen_ai.response.id"),
            model: span.text("gen_ai.response.model"),
            finish_reasons: span.texts("gen_ai.response.finish_reasons"),
            counts: COUNTS.map(|key| span.integer(key)),
            is_inconsistent: span.attribute("genai_runtime.usage.inconsistent").is_some(),
        }
    }
}

/// The last text at any of the places; an empty one is ignored.
fn last_text(bodies: &[Value], places: Places) -> Option<String> {
    bodies.iter().rev().find_map(|body| {
        let mut texts = places
            .iter()
            .filter_map(|place| body.pointer(place)?.as_str());
        texts.find(|text| !text.is_empty()).map(str::to_owned)
    })
}

/// The finish reasons of OpenAI's choices: `error` for one without an end. Some servers give none for complete answers.
fn choices(bodies: &[Value]) -> Option<Vec<String>> {
    let mut reasons = BTreeMap::<u64, String>::new();
    let choices = bodies.iter().filter_map(|body| body["choices"].as_array());
    let has_reason =
        |choice: &&Value| choice.get("finish_reason").is_some() || choice.get("delta").is_some();
    for choice in choices.flatten().filter(has_reason) {
        let known = reasons
            .entry(choice["index"].as_u64().unwrap_or(0))
            .or_insert_with(|| "error".to_owned());
        if let Some(reason) = choice["finish_reason"].as_str() {
            reason.clone_into(known);
        }
    }
    (!reasons.is_empty()).then(|| reasons.into_values().collect())
}
