//! Parts reported as JSON: serialized where content is captured, else only measured.

use serde::Serialize;

use crate::content::json_size_of;
use crate::report::{MessageReport, Messages};

/// The result of a tool as a value.
pub(super) fn tool_response(
    call: Option<&str>,
    response: &impl Serialize,
    messages: &mut Messages<'_>,
) {
    let is_captured = messages.captures_content();
    let sink = messages.message("tool");
    if !is_captured {
        sink.counted(json_size_of(response).unwrap_or_default());
    } else if let Ok(response) = serde_json::to_value(response) {
        sink.tool_response_json(call, &response);
    }
}

/// An item for which [`Messages`] has no method.
pub(super) fn item(item: &impl Serialize, messages: &mut Messages<'_>) {
    if messages.captures_content() {
        if let Ok(value) = serde_json::to_value(item) {
            MessageReport::report(&value, messages);
        }
    } else {
        messages
            .message("assistant")
            .counted(json_size_of(item).unwrap_or_default());
    }
}
