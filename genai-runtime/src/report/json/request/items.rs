//! Input of OpenAI's Responses API other than messages: the items of earlier responses. Also the steps of a
//! conversation in Gemini's Interactions API.

use serde_json::Value;

use super::{at, elements, parts, text};
use crate::report::Messages;
use crate::report::json::gemini_interactions::is_step;
use crate::report::json::openai_responses::Call;

/// Whether a value is an item or a step.
pub(super) fn is_item(value: &Value) -> bool {
    let kind = text(value, "type").unwrap_or_default();
    is_other_item(kind) || is_call(kind) || is_output(kind) || is_step(kind)
}

fn is_other_item(kind: &str) -> bool {
    matches!(
        kind,
        "reasoning"
            | "compaction"
            | "item_reference"
            | "mcp_list_tools"
            | "mcp_approval_request"
            | "mcp_approval_response"
    )
}

fn is_call(kind: &str) -> bool {
    kind.ends_with("_call")
}

fn is_output(kind: &str) -> bool {
    kind.ends_with("_call_output")
}

/// Whether this is a step of Gemini's with the result of a tool that the provider has run itself.
fn is_server_result(kind: &str) -> bool {
    kind.ends_with("_result")
}

pub(super) fn report(item: &Value, messages: &mut Messages<'_>) {
    let kind = text(item, "type").unwrap_or_default();
    let call = text(item, "call_id").or_else(|| text(item, "id"));
    if let Some(Call {
        name, arguments, ..
    }) = Call::of(item)
    {
        parts::tool_call(call, name, arguments, messages.message("assistant"));
        return;
    }
    match kind {
        "function_call_output" | "custom_tool_call_output" => {
            parts::tool_response(call, item.get("output"), messages.message("tool"));
        }
        "user_input" => {
            parts::content(item.get("content"), messages.message("user"));
        }
        "model_output" => {
            parts::content(item.get("content"), messages.message("assistant"));
        }
        "function_result" => {
            parts::tool_response(call, item.get("result"), messages.message("tool"));
        }
        "reasoning" | "thought" => {
            let keys = ["summary", "content"].into_iter();
            let parts = keys.flat_map(|key| elements(item.get(key)));
            let sink = messages.message("assistant");
            let _sink = parts.fold(sink, |sink, part| sink.reasoning(part.get("text")));
        }
        // Its content is encrypted.
        "compaction" => {
            let sink = messages.message("assistant");
            sink.compaction(text(item, "id"), None::<&str>);
        }
        // It has no content of its own: the provider stores what it refers to.
        "item_reference" => {}
        "mcp_list_tools" | "mcp_approval_request" => {
            messages.message("assistant").other(kind, item);
        }
        "mcp_approval_response" => {
            messages.message("user").other(kind, item);
        }
        _ if is_server_result(kind) => {
            let sink = messages.message("assistant");
            sink.server_tool_response(call, item);
        }
        _ if is_output(kind) => {
            let output = at(item, &["output"]).unwrap_or(item);
            parts::tool_response(call, Some(output), messages.message("tool"));
        }
        _ => {
            let name = text(item, "name").unwrap_or_else(|| kind.trim_end_matches("_call"));
            messages
                .message("assistant")
                .server_tool_call(call, name, item);
        }
    }
}
