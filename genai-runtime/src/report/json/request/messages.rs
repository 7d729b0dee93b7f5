//! Messages in the wire formats.

use serde_json::Value;

use super::{elements, history, instructions, is_request, items, media, parts, text};
use crate::report::{MessageParts, MessageReport, Messages};

/// A message or an array of messages in the wire formats of the providers, the content of one, a text, or a whole
/// request.
impl MessageReport for Value {
    fn report(&self, messages: &mut Messages<'_>) {
        if !is_message(self) && is_request(self) {
            if messages.are_instructions() {
                instructions(self, messages);
            } else {
                history(self, messages);
            }
        } else {
            told(Some(self), messages);
        }
    }
}

/// A text, a message or a list of them. Parts that are in no message are one of the user's.
pub(super) fn told(value: Option<&Value>, messages: &mut Messages<'_>) {
    match value {
        Some(Value::Array(values)) if values.iter().any(stands_alone) => {
            for value in values {
                one(value, messages);
            }
        }
        // Numbers are tokens that somebody has made of a text.
        Some(Value::Array(values)) if !values.iter().any(Value::is_object) => {}
        Some(Value::Array(_)) => {
            parts::content(value, messages.message("user"));
        }
        Some(value) => one(value, messages),
        None => {}
    }
}

fn stands_alone(value: &Value) -> bool {
    value.is_string() || is_message(value) || items::is_item(value)
}

fn one(value: &Value, messages: &mut Messages<'_>) {
    match value {
        Value::Object(_) if is_message(value) => message(value, messages),
        Value::Object(_) if items::is_item(value) => items::report(value, messages),
        Value::Object(_) | Value::String(_) => {
            parts::content(Some(value), messages.message("user"));
        }
        _ => {}
    }
}

fn is_message(value: &Value) -> bool {
    text(value, "role").is_some() || value.get("parts").is_some_and(Value::is_array)
}

fn message(message: &Value, messages: &mut Messages<'_>) {
    let role = match text(message, "role").unwrap_or("user") {
        // Gemini's word, and those of Cohere's older chat.
        "model" | "CHATBOT" | "Chatbot" | "chatbot" => "assistant",
        "USER" | "User" => "user",
        "SYSTEM" | "System" => "system",
        "TOOL" | "Tool" => "tool",
        role => role,
    };
    let says = messages.message(role).name(text(message, "name"));
    if let Some(parts) = message.get("parts") {
        parts::content(Some(parts), says);
    } else if let Some(results) = message.get("tool_results") {
        results_of_cohere(Some(results), says);
    } else if matches!(role, "tool" | "function") {
        let call = text(message, "tool_call_id");
        parts::tool_response(call, message.get("content"), says);
    } else {
        said(message, says);
    }
}

/// What a message says of a person, or of a model.
fn said(message: &Value, says: MessageParts<'_>) {
    // Names of the same text; a server that sends several repeats itself.
    let names = ["reasoning_content", "reasoning", "thinking", "tool_plan"];
    let reasoning = names.iter().find_map(|name| text(message, name));
    let says = if reasoning.is_some() {
        says.reasoning(reasoning)
    } else {
        reasoning_details(message, says)
    };
    let says = parts::content(message.get("content"), says);
    let says = says.text(message.get("message"));
    let says = says.text(message.get("refusal"));
    let says = media::images(message.get("images"), says);
    // What a model has said before is known by its identifier.
    let audio = message.get("audio").and_then(|audio| text(audio, "id"));
    let says = says.file("audio", None::<&str>, audio);
    let says = elements(message.get("tool_calls")).fold(says, |says, call| tool_call(call, says));
    if let Some(call) = message.get("function_call") {
        parts::tool_call(None, text(call, "name"), call.get("arguments"), says);
    }
}

/// Reasoning in parts, as `OpenRouter` and `MiniMax` are told it.
fn reasoning_details<'m>(message: &Value, says: MessageParts<'m>) -> MessageParts<'m> {
    elements(message.get("reasoning_details")).fold(says, |says, detail| {
        let said = text(detail, "text").or_else(|| text(detail, "summary"));
        says.reasoning(said)
    })
}

/// A call of a function, or of a tool that takes any text.
fn tool_call<'m>(call: &Value, says: MessageParts<'m>) -> MessageParts<'m> {
    let id = text(call, "id");
    match (call.get("function"), call.get("custom")) {
        (Some(function), _) => {
            parts::tool_call(id, text(function, "name"), function.get("arguments"), says)
        }
        (None, Some(custom)) => {
            parts::tool_call(id, text(custom, "name"), custom.get("input"), says)
        }
        // Cohere's older chat.
        (None, None) if call.get("parameters").is_some() => {
            parts::tool_call(id, text(call, "name"), call.get("parameters"), says)
        }
        (None, None) => says,
    }
}

/// What comes last in Cohere's older chat: a text of the user's, or what tools gave.
pub(super) fn last_of_cohere(request: &Value, messages: &mut Messages<'_>) {
    if let Some(text) = text(request, "message") {
        messages.message("user").text(text);
    }
    let results = request.get("tool_results");
    if elements(results).next().is_some() {
        results_of_cohere(results, messages.message("tool"));
    }
}

fn results_of_cohere(results: Option<&Value>, says: MessageParts<'_>) {
    let _said = elements(results).fold(says, |says, result| {
        parts::tool_response(None, result.get("outputs"), says)
    });
}
