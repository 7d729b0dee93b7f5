//! Requests to model providers as JSON: their model, their parameters and their input.
//!
//! The formats are much alike: a parameter has few names, and a part of a message is recognised by its own type or
//! keys. So requests are read without determining their format first. A value without input for a model reports
//! nothing, and no JSON panics. While content is not captured, none of it is copied.

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

/// Requests of OpenAI (chat completions, completions, embeddings and responses) and of servers with compatible APIs,
/// such as Mistral and Groq; of Anthropic's messages, Gemini's `generateContent` and Interactions API, Cohere, Ollama
/// and Bedrock's `Converse`. Anything else reports nothing.
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

/// The keys of the input. A value with one of them is a request.
const HISTORIES: [&str; 7] = [
    "messages",
    "contents",
    "input",
    "prompt",
    "texts",
    // Titan on Bedrock.
    "inputText",
    // Cohere's older chat, whose current turn is in `message` or `tool_results`.
    "chat_history",
];

/// The keys of instructions outside of the input.
const INSTRUCTIONS: [&str; 5] = [
    "instructions",
    "preamble",
    "system",
    "systemInstruction",
    "system_instruction",
];

/// The keys of input that mark a request only beside a `model`: a template or a conversation stored by the provider
/// (OpenAI, Gemini's Interactions API), images and other parts (Cohere), Gemini's single content, the text of Cohere's
/// older chat, and the input of rerankers and of OCR.
const INPUTS_BESIDE_MODEL: [&str; 10] = [
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

/// Whether a value is a request with input for a model.
fn is_request(value: &Value) -> bool {
    let mut inputs = INPUTS_BESIDE_MODEL
        .iter()
        .filter_map(|key| at(value, &[key]));
    let has_model = text(value, "model").is_some();
    has_history(value)
        || is_chat_of_cohere(value)
        || (has_model && inputs.any(|input| !input.is_number() && !input.is_boolean()))
}

/// Whether a value is a request of Cohere's older chat on Bedrock, where the model is in the URL: a `message` beside
/// one of its parameters.
fn is_chat_of_cohere(value: &Value) -> bool {
    let mut parameters = ["k", "max_tokens", "p"].into_iter();
    let is_number = |key| value.get(key).is_some_and(Value::is_number);
    text(value, "message").is_some() && parameters.any(is_number)
}

/// Whether a value has input under one of the keys that mark a request.
fn has_history(value: &Value) -> bool {
    let mut histories = HISTORIES.iter().filter_map(|key| value.get(key));
    let is_history = |history: &Value| history.is_array() || history.is_string();
    histories.any(is_history)
        || is_content(value.get("contents"))
        || embedded::contents(value).next().is_some()
}

/// Whether a value is a single content of Gemini's, which is allowed in place of a list, and embedded.
fn is_content(value: Option<&Value>) -> bool {
    value.is_some_and(|value| value.get("parts").is_some_and(Value::is_array))
}

/// Reports the input.
fn history(request: &Value, messages: &mut Messages<'_>) {
    for key in HISTORIES {
        // In OpenAI's Responses API, `prompt` is an object that refers to a template.
        let history = request.get(key);
        let history = history.filter(|history| !history.is_object() || is_content(Some(history)));
        messages::report(history, messages);
    }
    let content = request.get("content");
    messages::report(
        content.filter(|content| is_content(Some(content))),
        messages,
    );
    for content in embedded::contents(request) {
        messages::report(Some(content), messages);
    }
    messages::current_turn_of_cohere(request, messages);
    for input in elements(request.get("inputs")).filter(|input| input.is_object()) {
        parts::content(input.get("content"), messages.message("user"));
    }
    // Ollama's `/api/generate` has images beside the prompt.
    if elements(request.get("images")).next().is_some() {
        media::images(request.get("images"), messages.message("user"));
    }
}

/// Reports the instructions outside of the input.
fn instructions(request: &Value, messages: &mut Messages<'_>) {
    for key in INSTRUCTIONS {
        let instructions = at(request, &[key]);
        // Some clients send `""` instead of leaving instructions out.
        messages::report(instructions.filter(|text| *text != ""), messages);
    }
}
