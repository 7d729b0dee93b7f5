//! What makes a value a completion of OpenAI's: the keys that stand together there. Models write lists of
//! choices, too, for a quiz or a story.

use serde_json::Value;

use crate::report::json::mistral_conversations::is_conversation;
use crate::report::json::openai_media::is_transcription;
use crate::report::json::{at, text};

/// What the choices of a completion have beside their text.
const BESIDE_TEXT: [&str; 4] = ["finish_reason", "stop_reason", "logprobs", "log_probs"];

/// Whether a value is a completion, or a chunk of one.
pub(super) fn is_completion(value: &Value) -> bool {
    let has_fingerprint = || text(value, "system_fingerprint").is_some();
    let choices = value.get("choices").and_then(Value::as_array);
    match choices.map(|choices| choices.first()) {
        Some(Some(choice)) if is_choice(choice) => true,
        Some(Some(choice)) => choice.is_object() && is_headed(value),
        Some(None) => is_headed(value),
        // Mistral counts transcriptions and conversations like chats.
        None if is_transcription(value) || is_conversation(value) => false,
        None => is_counted(value) || (has_fingerprint() && is_headed(value)),
    }
}

/// A message or a fragment of it, or a text with a word on how it came about. An error has no more than the place of a
/// choice.
fn is_choice(choice: &Value) -> bool {
    let says = ["message", "delta"]
        .iter()
        .any(|key| choice.get(key).is_some_and(Value::is_object));
    let is_placed = choice.get("text").is_some() || choice.get("index").is_some();
    says || (is_placed && BESIDE_TEXT.iter().any(|key| choice.get(key).is_some()))
}

/// Whether what stands beside the choices is a completion's. Azure fills what it does not know yet with nothing.
fn is_headed(value: &Value) -> bool {
    let is_kind = |object: &str| object.is_empty() || object.contains("completion");
    let object = value.get("object").and_then(Value::as_str);
    object.is_some_and(is_kind)
        || value.get("created").is_some_and(Value::is_number)
        || value.get("x_groq").is_some_and(Value::is_object)
        || value
            .get("prompt_filter_results")
            .is_some_and(Value::is_array)
        || is_counted(value)
}

fn is_counted(value: &Value) -> bool {
    let count = |key| at(value, &["usage", key]);
    count("prompt_tokens").is_some() || count("completion_tokens").is_some_and(Value::is_number)
}
