//! Requests to model providers as JSON: what they ask for, and what the model is told.
//!
//! The formats are much alike: a fact has few names, and a part of a message is known by its own type or keys. So
//! a request is read without asking first whose it is. A value that tells a model nothing reports nothing,
//! and no JSON panics. While content is not captured, nothing of it is copied.

mod items;
pub(in crate::report) mod media;
mod messages;
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
/// such as Mistral and Groq; of Anthropic's messages, Gemini's `generateContent`, Cohere, Ollama and Bedrock's
/// Converse. Anything else reports nothing.
impl RequestReport for Value {
    fn report(&self, request: &mut Request<'_>) {
        if !is_request(self) {
            return;
        }
        let model = text(self, "model").or_else(|| text(self, "modelId"));
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
const HISTORIES: [&str; 5] = ["messages", "contents", "input", "prompt", "texts"];

/// Where they keep instructions apart from it.
const INSTRUCTIONS: [&str; 4] = [
    "instructions",
    "system",
    "systemInstruction",
    "system_instruction",
];

/// Whether a value tells a model something.
fn is_request(value: &Value) -> bool {
    let mut histories = HISTORIES.iter().filter_map(|key| value.get(key));
    histories.any(|history| history.is_array() || history.is_string())
}

/// What the model is told.
fn history(request: &Value, messages: &mut Messages<'_>) {
    for key in HISTORIES {
        // OpenAI's `prompt` may also be the name of a template, which is an object.
        let history = request.get(key).filter(|history| !history.is_object());
        messages::told(history, messages);
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
