//! Responses of model providers as JSON: whole, or the chunks and events of a stream; and requests to them.
//!
//! A value is known by keys that its format alone has, so that each event is understood on its own. Where a key says too
//! little, as `choices`, `candidates` and `done` do, what stands in it or beside it must be the format's, too: a function
//! may return what the model wrote, whose words must not become names. A value in none of the formats reports nothing, and
//! no JSON panics. While content is not captured,
//! nothing here allocates but where arguments of a function come leaf by leaf, and where a code or a reason is a number that
//! has no name.

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

/// The most widely spoken format comes first.
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
/// transcriptions) and whoever speaks its formats, such as Mistral and Groq; of Mistral's conversations, Anthropic's
/// messages, Gemini's `generateContent`, embeddings, Live and Interactions API, Cohere, Ollama, and Bedrock's Converse and
/// invocations. Anything else reports nothing: JSON that the model wrote may share keys with a format, and is no answer
/// for that.
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
    let is_known = bedrock_invoke::report_metrics(value, response) || is_known;
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

/// Content that is one text, or a list of parts that are text, thinking or a summary of that (Databricks).
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

/// Arguments that are JSON as a text, whole or in fragments, or a JSON value.
fn arguments(call: ToolCall<'_, '_>, arguments: Option<&Value>) {
    match arguments {
        None | Some(Value::Null) => {}
        Some(Value::String(fragment)) => drop(call.arguments(fragment)),
        Some(value) => drop(call.arguments_json(value)),
    }
}
