//! Requests to model providers as JSON: what they ask for, and what the model is told.
//!
//! The formats are much alike: a fact has few names, and a part of a message is known by its own type or keys. So
//! a request is read without asking first whose it is. A value that tells a model nothing reports nothing,
//! and no JSON panics. While content is not captured, nothing of it is copied.

mod embedded;
mod items;
pub(in crate::report) mod media;
mod messages;
mod mime_types;
mod numbers;
mod output_type;
mod parameters;
mod parts;
mod parts_by_key;
mod tools;

#[cfg(all(test, feature = "content"))]
mod tests;

use serde_json::Value;

use super::{at, elements, text};
use crate::report::{Messages, Request, RequestReport};

/// Requests of OpenAI (chat completions, completions, embeddings and responses) and whoever speaks its formats,
/// such as Mistral and Groq; of Anthropic's messages, Gemini's `generateContent` and Interactions API, Cohere, Ollama and
/// Bedrock's Converse. Anything else reports nothing.
impl RequestReport for Value {
    fn report(&self, request: &mut Request<'_>) {
        if !is_request(self) {
            return;
        }
        let model = ["model", "modelId", "model_id"]
            .iter()
            .find_map(|key| text(self, key))
            .or_else(|| embedded::model(self));
        request.model(model);
        if request.takes_details() {
            parameters::report(self, request);
            instructions(self, &mut request.system_instructions());
            history(self, &mut request.messages());
            tools::of_request(self, &mut request.tools());
        }
    }
}

/// Where the formats keep what the model is told.
const HISTORIES: [&str; 7] = [
    "messages",
    "contents",
    "input",
    "prompt",
    "texts",
    // Titan's on Bedrock.
    "inputText",
    // Cohere's older chat has what comes last apart from it.
    "chat_history",
];

/// Where they keep instructions apart from it.
const INSTRUCTIONS: [&str; 5] = [
    "instructions",
    "preamble",
    "system",
    "systemInstruction",
    "system_instruction",
];

/// Where the model is told something in a way that is known of requests alone if they name it: a template or a
/// conversation that the provider has (OpenAI, Gemini's Interactions API), images and other parts (Cohere), Gemini's single
/// content, the text of Cohere's older chat, and what is ranked or read.
const OTHERS: [&str; 10] = [
    "prompt",
    "conversation",
    "previous_response_id",
    "previous_interaction_id",
    "images",
    "inputs",
    "content",
    "message",
    "query",
    "document",
];

/// Whether a value tells a model something.
fn is_request(value: &Value) -> bool {
    let mut others = OTHERS.iter().filter_map(|key| at(value, &[key]));
    let names_model = text(value, "model").is_some();
    has_history(value)
        || is_chat_of_cohere(value)
        || (names_model && others.any(|said| !said.is_number() && !said.is_boolean()))
}

/// Cohere's older chat on Bedrock, where the address names the model: its text beside a parameter of its own.
fn is_chat_of_cohere(value: &Value) -> bool {
    let mut parameters = ["k", "max_tokens", "p"].into_iter();
    let is_number = |key| value.get(key).is_some_and(Value::is_number);
    text(value, "message").is_some() && parameters.any(is_number)
}

/// Whether it says itself what the model is told.
fn has_history(value: &Value) -> bool {
    let mut histories = HISTORIES.iter().filter_map(|key| value.get(key));
    let is_told = |history: &Value| history.is_array() || history.is_string();
    histories.any(is_told)
        || is_content(value.get("contents"))
        || embedded::contents(value).next().is_some()
}

/// Gemini takes one content in the place of a list, and embeds one.
fn is_content(value: Option<&Value>) -> bool {
    value.is_some_and(|value| value.get("parts").is_some_and(Value::is_array))
}

/// What the model is told.
fn history(request: &Value, messages: &mut Messages<'_>) {
    for key in HISTORIES {
        // OpenAI's `prompt` may also be the name of a template, which is an object.
        let history = request.get(key);
        let history = history.filter(|history| !history.is_object() || is_content(Some(history)));
        messages::told(history, messages);
    }
    let content = request.get("content");
    messages::told(
        content.filter(|content| is_content(Some(content))),
        messages,
    );
    for content in embedded::contents(request) {
        messages::told(Some(content), messages);
    }
    messages::last_of_cohere(request, messages);
    for input in elements(request.get("inputs")).filter(|input| input.is_object()) {
        parts::content(input.get("content"), messages.message("user"));
    }
    // Ollama's `/api/generate` has them beside the prompt.
    if elements(request.get("images")).next().is_some() {
        media::images(request.get("images"), messages.message("user"));
    }
}

/// The instructions that are given apart from the conversation.
fn instructions(request: &Value, messages: &mut Messages<'_>) {
    for key in INSTRUCTIONS {
        let instructions = at(request, &[key]);
        // Some clients fill what is not said with `""`.
        messages::told(instructions.filter(|said| *said != ""), messages);
    }
}
