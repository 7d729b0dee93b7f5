//! Recognises completions in OpenAI's format by combinations of their keys. `choices` alone is not enough: a model may
//! write a quiz or a story as JSON with choices.

use serde_json::Value;

use crate::report::json::mistral_conversations::is_conversation;
use crate::report::json::openai_media::is_transcription;
use crate::report::json::{at, text};

/// The keys beside the `text` or `index` of a choice.
const BESIDE_TEXT: [&str; 4] = ["finish_reason", "stop_reason", "logprobs", "log_probs"];

/// Whether a value is a completion, or a chunk of one.
pub(super) fn is_completion(value: &Value) -> bool {
    let has_fingerprint = || text(value, "system_fingerprint").is_some();
    let choices = value.get("choices").and_then(Value::as_array);
    match choices.map(|choices| choices.first()) {
        Some(Some(choice)) if is_choice(choice) => true,
        Some(Some(choice)) => choice.is_object() && has_envelope(value),
        Some(None) => has_envelope(value),
        // The usage of Mistral's transcriptions and conversations has the keys of a completion's.
        None if is_transcription(value) || is_conversation(value) => false,
        None => has_usage(value) || (has_fingerprint() && has_envelope(value)),
    }
}

/// Whether a choice has a `message` or a `delta`, or a text or index (which may be all that a choice with an error has)
/// beside a finish reason or log probabilities.
fn is_choice(choice: &Value) -> bool {
    let has_message = ["message", "delta"]
        .iter()
        .any(|key| choice.get(key).is_some_and(Value::is_object));
    let has_text_or_index = choice.get("text").is_some() || choice.get("index").is_some();
    has_message || (has_text_or_index && BESIDE_TEXT.iter().any(|key| choice.get(key).is_some()))
}

/// Whether the keys beside `choices` are those of a completion. Azure's first chunk has an empty `object`.
fn has_envelope(value: &Value) -> bool {
    let is_kind = |object: &str| object.is_empty() || object.contains("completion");
    let object = value.get("object").and_then(Value::as_str);
    object.is_some_and(is_kind)
        || value.get("created").is_some_and(Value::is_number)
        || value.get("x_groq").is_some_and(Value::is_object)
        || value
            .get("prompt_filter_results")
            .is_some_and(Value::is_array)
        || has_usage(value)
}

fn has_usage(value: &Value) -> bool {
    let count = |key| at(value, &["usage", key]);
    count("prompt_tokens").is_some() || count("completion_tokens").is_some_and(Value::is_number)
}
