//! The finish reasons in recorded bodies; an answer without an end has the reason `error`.

use serde_json::{Value, json};

use crate::format::Format;
use crate::places::first;

/// The reason of an answer that has started and not ended.
const OPEN: &str = "error";

/// The finish reasons of all formats but OpenAI's choices; none without an answer.
pub(crate) fn reasons(format: Format, bodies: &[Value]) -> Option<Vec<String>> {
    let generations = bodies
        .iter()
        .filter_map(|body| body["generations"].as_array());
    let generations = generations.filter(|_| format == Format::Cohere).flatten();
    let mut reasons: Vec<_> = generations
        .map(|one| word(&one["finish_reason"]).unwrap_or(OPEN))
        .collect();
    if reasons.is_empty() {
        let answers = bodies.iter().filter_map(|body| answer(format, body));
        let last = answers.reduce(|known, newer| if newer == OPEN { known } else { newer });
        reasons.extend(last);
    }
    let reasons: Vec<_> = reasons.into_iter().map(str::to_owned).collect();
    (!reasons.is_empty()).then_some(reasons)
}

/// The state of a single answer: none, started, or ended with a reason.
fn answer(format: Format, value: &Value) -> Option<&str> {
    let at = |pointer| value.pointer(pointer).and_then(word);
    let or_open = |pointer| Some(at(pointer).unwrap_or(OPEN));
    let kind = value["type"].as_str().or(value["event_type"].as_str());
    let kind = kind.unwrap_or_default();
    match (format, kind) {
        (Format::Responses, _) => {
            let inner = first(value, &["/response"]);
            let head = inner.unwrap_or(value);
            match head["status"].as_str() {
                Some(status @ ("completed" | "incomplete")) => {
                    let why = head.pointer("/incomplete_details/reason");
                    why.and_then(word).or(Some(status))
                }
                Some("failed" | "cancelled") => Some(OPEN),
                _ => inner.map(|_| OPEN),
            }
        }
        (Format::Messages, "message" | "completion") => or_open("/stop_reason"),
        (Format::Messages, "message_start") => or_open("/message/stop_reason"),
        (Format::Messages, "message_delta") => or_open("/delta/stop_reason"),
        (Format::Cohere, "message-start" | "stream-start") => Some(OPEN),
        (Format::Cohere, "message-end") => or_open("/delta/finish_reason"),
        (Format::Cohere, "" | "stream-end") if value.get("finish_reason").is_some() => {
            or_open("/finish_reason")
        }
        // Older servers mark the end without a reason.
        (Format::Ollama, _) => value["done"].as_bool().map(|is_done| {
            let reason = if is_done { "stop" } else { OPEN };
            at("/done_reason").unwrap_or(reason)
        }),
        (Format::Converse, _) => {
            let message = value.pointer("/output/message");
            at("/stopReason").or(message.map(|_| OPEN))
        }
        (Format::Titan, _) => at("/results/0/completionReason"),
        (Format::Jurassic, _) => at("/completions/0/finishReason/reason"),
        _ => None,
    }
}

fn word(value: &Value) -> Option<&str> {
    value.as_str().filter(|word| !word.is_empty())
}

/// OpenAI's choices: each with its index, and with a reason or none.
pub(crate) fn with_openai_names(body: &Value) -> Value {
    let mut body = body.clone();
    let choices = body["choices"].as_array_mut().into_iter().flatten();
    let choices = choices.filter_map(Value::as_object_mut);
    for (position, choice) in choices.enumerate() {
        choice.entry("index").or_insert(json!(position));
        // The name in Mistral's models on Bedrock.
        if let Some(reason) = choice.get("stop_reason").cloned() {
            choice.entry("finish_reason").or_insert(reason);
        }
        if let Some(reason) = choice.get_mut("finish_reason")
            && reason == ""
        {
            *reason = Value::Null;
        }
    }
    body
}
