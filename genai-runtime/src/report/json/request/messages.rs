//! Messages in the wire formats.

use serde_json::Value;

use super::{elements, history, instructions, is_request, items, media, parts, text};
use crate::report::{MessageParts, MessageReport, Messages};

/// A message or an array of messages in the wire formats of the providers, the content of a message, a text, or a whole
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
            report(Some(self), messages);
        }
    }
}

/// Reports a text, a message or a list of them. Parts outside of a message are a message of the user's.
pub(super) fn report(value: Option<&Value>, messages: &mut Messages<'_>) {
    match value {
        Some(Value::Array(values)) if values.iter().any(stands_alone) => {
            for value in values {
                report_one(value, messages);
            }
        }
        // Numbers are token ids, which are not reported.
        Some(Value::Array(values)) if !values.iter().any(Value::is_object) => {}
        Some(Value::Array(_)) => {
            parts::content(value, messages.message("user"));
        }
        Some(value) => report_one(value, messages),
        None => {}
    }
}

fn stands_alone(value: &Value) -> bool {
    value.is_string() || is_message(value) || items::is_item(value)
}

fn report_one(value: &Value, messages: &mut Messages<'_>) {
    match value {
        Value::Object(_) if is_message(value) => report_message(value, messages),
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

fn report_message(message: &Value, messages: &mut Messages<'_>) {
    let role = match text(message, "role").unwrap_or("user") {
        // `model` is Gemini's; the others are those of Cohere's older chat.
        "model" | "CHATBOT" | "Chatbot" | "chatbot" => "assistant",
        "USER" | "User" => "user",
        "SYSTEM" | "System" => "system",
        "TOOL" | "Tool" => "tool",
        role => role,
    };
    let sink = messages.message(role).name(text(message, "name"));
    if let Some(parts) = message.get("parts") {
        parts::content(Some(parts), sink);
    } else if let Some(results) = message.get("tool_results") {
        results_of_cohere(Some(results), sink);
    } else if matches!(role, "tool" | "function") {
        let call = text(message, "tool_call_id");
        parts::tool_response(call, message.get("content"), sink);
    } else {
        report_content(message, sink);
    }
}

/// The parts of a message that is not the result of a tool.
fn report_content(message: &Value, sink: MessageParts<'_>) {
    // A message with several of these names repeats the same text.
    let names = ["reasoning_content", "reasoning", "thinking", "tool_plan"];
    let reasoning = names.iter().find_map(|name| text(message, name));
    let sink = if reasoning.is_some() {
        sink.reasoning(reasoning)
    } else {
        reasoning_details(message, sink)
    };
    let sink = parts::content(message.get("content"), sink);
    let sink = sink.text(message.get("message"));
    let sink = sink.text(message.get("refusal"));
    let sink = media::images(message.get("images"), sink);
    // Audio of an earlier answer is sent back as its identifier.
    let audio = message.get("audio").and_then(|audio| text(audio, "id"));
    let sink = sink.file("audio", None::<&str>, audio);
    let sink = elements(message.get("tool_calls")).fold(sink, |sink, call| tool_call(call, sink));
    if let Some(call) = message.get("function_call") {
        parts::tool_call(None, text(call, "name"), call.get("arguments"), sink);
    }
}

/// The `reasoning_details` of `OpenRouter` and `MiniMax`.
fn reasoning_details<'m>(message: &Value, sink: MessageParts<'m>) -> MessageParts<'m> {
    elements(message.get("reasoning_details")).fold(sink, |sink, detail| {
        let reasoning = text(detail, "text").or_else(|| text(detail, "summary"));
        sink.reasoning(reasoning)
    })
}

/// A call of a `function`, or of a `custom` tool, whose input is any text.
fn tool_call<'m>(call: &Value, sink: MessageParts<'m>) -> MessageParts<'m> {
    let id = text(call, "id");
    match (call.get("function"), call.get("custom")) {
        (Some(function), _) => {
            parts::tool_call(id, text(function, "name"), function.get("arguments"), sink)
        }
        (None, Some(custom)) => {
            parts::tool_call(id, text(custom, "name"), custom.get("input"), sink)
        }
        // Cohere's older chat.
        (None, None) if call.get("parameters").is_some() => {
            parts::tool_call(id, text(call, "name"), call.get("parameters"), sink)
        }
        (None, None) => sink,
    }
}

/// The current turn of Cohere's older chat, which is not in `chat_history`: the user's `message`, or `tool_results`.
pub(super) fn current_turn_of_cohere(request: &Value, messages: &mut Messages<'_>) {
    if let Some(text) = text(request, "message") {
        messages.message("user").text(text);
    }
    let results = request.get("tool_results");
    if elements(results).next().is_some() {
        results_of_cohere(results, messages.message("tool"));
    }
}

fn results_of_cohere(results: Option<&Value>, sink: MessageParts<'_>) {
    let _sink = elements(results).fold(sink, |sink, result| {
        parts::tool_response(None, result.get("outputs"), sink)
    });
}
