//! What recorded bodies say, read without any of the code under test.

use std::collections::BTreeMap;

use genai_runtime::testing::{Capture, assert_conformant};
use serde_json::Value;

use crate::format::Format;

pub(crate) const COUNTS: [&str; 5] = [
    "gen_ai.usage.input_tokens",
    "gen_ai.usage.output_tokens",
    "gen_ai.usage.cache_read.input_tokens",
    "gen_ai.usage.cache_creation.input_tokens",
    "gen_ai.usage.reasoning.output_tokens",
];

/// What the bodies of one call say.
#[derive(Debug, PartialEq)]
pub(crate) struct Expected {
    id: Option<String>,
    model: Option<String>,
    finish_reasons: Option<Vec<String>>,
    counts: [Option<i64>; 5],
}

impl Expected {
    pub(crate) fn read(format: Format, bodies: &[Value]) -> Self {
        let [id, model, reason] = format.texts().map(|pointers| {
            let texts = last(bodies, pointers, |value| value.as_str().map(str::to_owned));
            texts.filter(|text| !text.is_empty())
        });
        let mut counts = format.counts().map(|count| {
            let places = format.usage().iter();
            let pointers: Vec<String> = places.map(|place| format!("{place}{count}")).collect();
            last(bodies, &pointers, tokens)
        });
        if let (Format::Messages | Format::Converse, [Some(input), _, read, write, _]) =
            (format, &mut counts)
        {
            *input += read.unwrap_or(0) + write.unwrap_or(0);
        }
        let reason = reason.map(|reason| vec![reason]);
        Self {
            id,
            model,
            finish_reasons: reason.or_else(|| choices(bodies)),
            counts,
        }
    }

    pub(crate) fn captured(capture: &Capture) -> Self {
        assert_conformant(capture);
        let span = capture.only_span();
        assert_eq!(span.attribute("genai_runtime.usage.inconsistent"), None);
        Self {
            id: span.text("gen_ai.response.id"),
            model: span.text("gen_ai.response.model"),
            finish_reasons: span.texts("gen_ai.response.finish_reasons"),
            counts: COUNTS.map(|key| span.integer(key)),
        }
    }
}

/// A count, which Titan may write as a float; or how many tokens are listed.
fn tokens(value: &Value) -> Option<i64> {
    let listed = value
        .as_array()
        .and_then(|tokens| i64::try_from(tokens.len()).ok());
    let written = value.as_f64().map(|count| count.to_string());
    written.and_then(|count| count.parse().ok()).or(listed)
}

/// The last of what the bodies say under any of the pointers.
fn last<T>(
    bodies: &[Value],
    pointers: &[impl AsRef<str>],
    read: fn(&Value) -> Option<T>,
) -> Option<T> {
    let all = bodies.iter().flat_map(|body| {
        let pointers = pointers.iter();
        pointers.filter_map(|pointer| body.pointer(pointer.as_ref()).and_then(read))
    });
    all.last()
}

/// The finish reasons of OpenAI's choices, of which one that never ends has the reason `error`. Of whole answers some
/// servers say none.
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
