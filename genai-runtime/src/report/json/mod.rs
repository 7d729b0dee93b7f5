//! Responses of model providers as JSON: whole, or the chunks and events of a stream; and requests to them.
//!
//! A format is recognised by keys that no other format has, so that each event is read without its predecessors. Common
//! keys such as `choices`, `candidates` and `done` are not enough: their values or their neighbours must match the
//! format, too. A function may return JSON that the model wrote, and nothing in it may become the name of a model or a
//! reason. A value in no known format reports nothing, and no JSON panics.
//!
//! While content is not captured, this module allocates only for function arguments that are sent leaf by leaf, and for
//! numeric codes and reasons without a name.

mod anthropic;
mod bedrock;
mod bedrock_invoke;
mod cohere;
mod counts;
mod failure;
mod gemini;
mod gemini_interactions;
mod mistral_conversations;
mod ollama;
mod openai_chat;
mod openai_counts;
mod openai_media;
mod openai_responses;
pub(super) mod request;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_failure;
#[cfg(test)]
mod tests_of_marks;

#[cfg(test)]
pub(super) mod facts;

use std::borrow::Cow;

use serde_json::Value;

use super::error::is_word;
use super::value::Text;
use super::{Response, ToolCall, UsageReport};
use counts::{Sum, SumOf, sum, whole, whole_output};

/// Reports a value and returns `true`, or returns `false` if the value is not in this format.
type Format = fn(&Value, &mut Response<'_>) -> bool;

/// The most common format comes first.
const FORMATS: [Format; 11] = [
    openai_chat::report,
    openai_responses::report,
    anthropic::report,
    gemini::report,
    gemini_interactions::report,
    bedrock::report,
    bedrock_invoke::report,
    cohere::report,
    mistral_conversations::report,
    ollama::report,
    openai_media::report,
];

/// Responses, chunks and events of OpenAI (chat completions, completions, embeddings, responses, images and
/// transcriptions) and of servers with compatible APIs, such as Mistral and Groq; of Mistral's conversations,
/// Anthropic's messages, Gemini's `generateContent`, embeddings, Live and Interactions API, Cohere, Ollama, and
/// Bedrock's `Converse` and `InvokeModel`. Anything else reports nothing, even if it shares keys with a format: the
/// model may have written it.
impl UsageReport for Value {
    fn report(&self, response: &mut Response<'_>) {
        match self {
            Self::Object(_) => report_object(self, response),
            // Without `alt=sse`, Gemini streams the chunks as the elements of one array.
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
    let is_known = bedrock_invoke::report_metrics(value, response) || is_known;
    failure::report(value, is_known, response);
}

/// The text of a JSON string; `None` for any other value.
impl Text for Value {
    fn text(&self) -> Option<Cow<'_, str>> {
        self.as_str().map(Cow::Borrowed)
    }
}

/// The value at `path`; `None` if it is absent or `null`. (`Value::pointer` would allocate.)
fn at<'a>(value: &'a Value, path: &[&str]) -> Option<&'a Value> {
    let found = path.iter().try_fold(value, |value, key| value.get(key));
    found.filter(|found| !found.is_null())
}

/// The value at the first path that has one.
fn first<'a>(value: &'a Value, paths: &[&[&str]]) -> Option<&'a Value> {
    paths.iter().find_map(|path| at(value, path))
}

/// The text under `key`; `None` if it is empty, since some servers send `""` for unknown values.
fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    let text = value.get(key).and_then(Value::as_str);
    text.filter(|text| !text.is_empty())
}

/// The finish reason under `key`. A sentence is not taken for one: the model may have written the whole value.
fn reason<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    text(value, key).filter(|reason| is_word(reason))
}

fn elements(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    value.and_then(Value::as_array).into_iter().flatten()
}

fn is_empty_object(value: &Value) -> bool {
    value.as_object().is_some_and(serde_json::Map::is_empty)
}

/// The index under `key`, or `position` without one; `None` if the value under `key` is not a valid index.
fn index(value: &Value, key: &str, position: usize) -> Option<usize> {
    match at(value, &[key]) {
        None => Some(position),
        Some(index) => index.as_u64().and_then(|index| usize::try_from(index).ok()),
    }
}

/// Content that is one text, or a list of parts: text, thinking (Mistral), or a summary of the reasoning (Databricks).
fn content(choice: usize, content: Option<&Value>, response: &mut Response<'_>) {
    response.text(choice, content);
    for part in elements(content) {
        response.text(choice, part.get("text"));
        thinking(choice, part.get("thinking"), response);
        if text(part, "type") == Some("reasoning") {
            thinking(choice, part.get("summary"), response);
        }
    }
}

/// Thinking that is one text (Cohere), or a list of parts (Mistral).
fn thinking(choice: usize, thinking: Option<&Value>, response: &mut Response<'_>) {
    response.reasoning(choice, thinking);
    for part in elements(thinking) {
        response.reasoning(choice, part.get("text"));
    }
}

/// Arguments: a JSON value, or JSON in a string, whole or a delta of it.
fn arguments(call: ToolCall<'_, '_>, arguments: Option<&Value>) {
    match arguments {
        None | Some(Value::Null) => {}
        Some(Value::String(fragment)) => drop(call.arguments(fragment)),
        Some(value) => drop(call.arguments_json(value)),
    }
}
