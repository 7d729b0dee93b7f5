//! Input of Google's embeddings: a list of `requests` (Gemini), or of `instances` (Vertex AI).

use serde_json::Value;

use super::{elements, is_content, text};

/// The contents of `requests`, and the texts of `instances`.
pub(super) fn contents(request: &Value) -> impl Iterator<Item = &Value> {
    let of_requests = elements(request.get("requests"))
        .map(|one| one.get("content"))
        .filter(|content| is_content(*content));
    let of_instances = elements(request.get("instances"))
        .map(|one| one.get("content"))
        .filter(|content| content.is_some_and(Value::is_string));
    of_requests.chain(of_instances).flatten()
}

/// The model of the first of `requests`; all have the same.
pub(super) fn model(request: &Value) -> Option<&str> {
    elements(request.get("requests")).find_map(|one| text(one, "model"))
}
