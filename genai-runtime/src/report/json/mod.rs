//! Responses of model providers as JSON: whole, or the chunks and events of a stream; and requests to them.
//!
//! A value is known by keys that its format alone has, so that each event is understood on its own. A
//! value in none of the formats reports nothing, and no JSON panics. While content is not captured,
//! nothing here allocates.

mod anthropic;
mod bedrock;
mod cohere;
mod counts;
mod failure;
mod gemini;
mod gemini_interactions;
mod ollama;
mod openai_chat;
mod openai_media;
mod openai_responses;
pub(super) mod request;
mod size;
#[cfg(test)]
mod tests_of_failure;

#[cfg(test)]
pub(super) mod facts;

use std::borrow::Cow;

use serde_json::Value;

use super::error::is_word;
use super::value::Text;
use super::{Response, ToolCall, UsageReport};
use counts::{Sum, sum, whole};
pub(crate) use size::size;
#[cfg(any(feature = "async-openai", feature = "content"))]
pub(crate) use size::size_of;

/// Reports a value and returns `true`, or returns `false` if the value is not in this format.
type Format = fn(&Value, &mut Response<'_>) -> bool;

/// The most widely spoken format comes first.
const FORMATS: [Format; 9] = [
    openai_chat::report,
    openai_responses::report,
    anthropic::report,
    gemini::report,
    gemini_interactions::report,
    bedrock::report,
    cohere::report,
    ollama::report,
    openai_media::report,
];

/// Responses, chunks and events of OpenAI (chat completions, completions, embeddings, responses, images and
/// transcriptions) and whoever speaks its formats, such as Mistral and Groq; of Anthropic's messages, Gemini's
/// `generateContent`, embeddings and Interactions API, Cohere, Ollama and Bedrock's Converse. Anything else reports
/// nothing.
impl UsageReport for Value {
    fn report(&self, response: &mut Response<'_>) {
        match self {
            Self::Object(_) => report_object(self, response),
            // Gemini streams into one array where server-sent events are not asked for.
            Self::Array(values) => {
                for value in values.iter().filter(|value| value.is_object()) {
                    report_object(value, response);
                }
            }
            _ => {}
        }
    }
}

fn report_object(value: &Value, response: &mut Response<'_>) {
    let is_known = FORMATS.iter().any(|format| format(value, response));
    failure::report(value, is_known, response);
}

/// A JSON string; everything else is none.
impl Text for Value {
    fn text(&self) -> Option<Cow<'_, str>> {
        self.as_str().map(Cow::Borrowed)
    }
}

/// What stands under `path`; `null` is as good as absent. (`Value::pointer` would allocate.)
fn at<'a>(value: &'a Value, path: &[&str]) -> Option<&'a Value> {
    let found = path.iter().try_fold(value, |value, key| value.get(key));
    found.filter(|found| !found.is_null())
}

/// What stands under the first of some paths.
fn first<'a>(value: &'a Value, paths: &[&[&str]]) -> Option<&'a Value> {
    paths.iter().find_map(|path| at(value, path))
}

/// The text under `key`, if there is any: some servers fill what they do not know with `""`.
fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    let text = value.get(key).and_then(Value::as_str);
    text.filter(|text| !text.is_empty())
}

/// The word under `key` that says why an answer ended. A sentence is none: the model may have written all of the value.
fn reason<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    text(value, key).filter(|reason| is_word(reason))
}

fn elements(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

fn is_empty_object(value: &Value) -> bool {
    value.as_object().is_some_and(serde_json::Map::is_empty)
}

/// The index under `key`, or `position` where there is none; an index that cannot be one is none.
fn index(value: &Value, key: &str, position: usize) -> Option<usize> {
    match at(value, &[key]) {
        None => Some(position),
        Some(index) => index.as_u64().and_then(|index| usize::try_from(index).ok()),
    }
}

/// Content that is one text, or a list of parts that are text or thinking.
fn content(choice: usize, content: Option<&Value>, response: &mut Response<'_>) {
    response.text(choice, content);
    for part in elements(content) {
        response.text(choice, part.get("text"));
        thinking(choice, part.get("thinking"), response);
    }
}

/// Thinking that is one text (Cohere), or a list of parts (Mistral).
fn thinking(choice: usize, thinking: Option<&Value>, response: &mut Response<'_>) {
    response.reasoning(choice, thinking);
    for part in elements(thinking) {
        response.reasoning(choice, part.get("text"));
    }
}

/// Arguments that are JSON as a text, whole or in fragments, or a JSON value.
fn arguments(call: ToolCall<'_, '_>, arguments: Option<&Value>) {
    match arguments {
        None | Some(Value::Null) => {}
        Some(Value::String(fragment)) => drop(call.arguments(fragment)),
        Some(value) => drop(call.arguments_json(value)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::facts::facts;
    use crate::report::{ResponseFacts, Usage};

    #[test]
    fn anything_else_reports_nothing() {
        for value in [
            json!(null),
            json!(1.5),
            json!("text"),
            json!([1, 2, [3]]),
            json!({}),
            json!({"id": "order-7", "model": "T", "type": "car", "usage": "daily"}),
            json!({"choices": 3, "usage": []}),
            json!({"object": "list", "data": [{"id": "gpt-4o", "object": "model"}]}),
            json!({"candidates": "none", "usageMetadata": 4}),
            json!({"metadata": {"usage": "internal"}, "message": "hello"}),
            json!({"message": {"content": []}, "meta": {"page": 2}}),
            json!({"done": "yes", "response": 7}),
        ] {
            assert_eq!(facts([&value]), ResponseFacts::default(), "{value}");
        }
    }

    /// What models write may have the keys of a format.
    #[test]
    fn no_sentence_is_a_reason() {
        let sentence = "Bob Smith is still feverish";
        for value in [
            json!({"choices": [{"text": "a", "finish_reason": sentence}]}),
            json!({"object": "response", "status": "incomplete", "incomplete_details": {"reason": sentence}}),
            json!({"type": "message", "content": [], "stop_reason": sentence}),
            json!({"type": "message_delta", "delta": {"stop_reason": sentence}}),
            json!({"candidates": [{"finishReason": sentence}]}),
            json!({"promptFeedback": {"blockReason": sentence}}),
            json!({"stopReason": sentence}),
            json!({"output": {"message": {}}, "stopReason": sentence}),
            json!({"done": true, "done_reason": sentence}),
            json!({"finish_reason": sentence, "meta": {"tokens": {}}}),
        ] {
            let facts = facts([&value]);
            let mut reasons = facts.finish_reasons.iter().flatten();
            assert!(reasons.all(|reason| reason != sentence), "{value}");
        }
        let stopped = json!({"id": "patient-7", "stopReason": "feverish"});
        assert_eq!(facts([&stopped]), ResponseFacts::default());
    }

    #[test]
    fn an_array_of_chunks_is_read_as_a_stream() {
        let chunk = |tokens: u64| json!({"usageMetadata": {"promptTokenCount": 5, "candidatesTokenCount": tokens}});
        let facts = facts([&json!([chunk(2), chunk(9), "trailer"])]);
        assert_eq!(facts.usage, Usage::new().input(5).output(9));
    }

    /// Every key of every format over every kind of value.
    #[test]
    fn no_shape_panics() {
        let keys = [
            "type",
            "object",
            "id",
            "model",
            "choices",
            "index",
            "delta",
            "message",
            "content",
            "tool_calls",
            "function",
            "usage",
            "response",
            "output",
            "item",
            "output_index",
            "content_block",
            "candidates",
            "parts",
            "functionCall",
            "usageMetadata",
            "meta",
            "messageStart",
            "contentBlockDelta",
            "contentBlockIndex",
            "stopReason",
            "generations",
            "done",
            "embeddings",
            "data",
            "event_type",
            "interaction",
            "steps",
            "step",
            "transcript",
        ];
        let kinds = [
            json!(null),
            json!(true),
            json!(-1),
            json!(u64::MAX),
            json!(0.5),
            json!("message_start"),
            json!("content-delta"),
            json!("response.output_item.added"),
            json!([]),
            json!([null, 1, "a", {}, [[]]]),
            json!({}),
        ];
        for kind in &kinds {
            let mut value = kind.clone();
            for depth in 0..4 {
                let object = keys.map(|key| (key.to_owned(), value.clone()));
                let mut object = serde_json::Value::from_iter(object);
                for marker in [
                    "message_delta",
                    "message-end",
                    "response.completed",
                    "step.delta",
                ] {
                    object["type"] = json!(marker);
                    object["event_type"] = json!(marker);
                    facts([&object]);
                }
                value = if depth % 2 == 0 {
                    json!([object])
                } else {
                    object
                };
                facts([&value]);
                if depth == 1 {
                    break;
                }
            }
        }
    }
}
