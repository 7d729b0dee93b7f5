//! The models that the server offers.

use axum::Json;
use serde_json::{Value, json};

use super::error::ApiError;

/// The creation time of every model and response, in seconds since 1970: constant, so that equal requests get equal
/// responses.
pub(super) const CREATED: u32 = 1_735_689_600;

/// Names of chat models and of their snapshots.
const CHAT: &[(&str, &str)] = &[
    ("gpt-4o-mini", "gpt-4o-mini-2024-07-18"),
    ("gpt-4o", "gpt-4o-2024-08-06"),
    ("gpt-4.1-mini", "gpt-4.1-mini-2025-04-14"),
];

/// Names of embedding models and the lengths of their vectors.
const EMBEDDING: &[(&str, usize)] = &[
    ("text-embedding-3-small", 1536),
    ("text-embedding-3-large", 3072),
];

/// The snapshot of the chat model with a name.
pub(super) fn chat(name: &str) -> Result<&'static str, ApiError> {
    CHAT.iter()
        .find(|(known, snapshot)| name == *known || name == *snapshot)
        .map(|(_, snapshot)| *snapshot)
        .ok_or_else(|| ApiError::unknown_model(name))
}

/// The vector length of an embedding model.
pub(super) fn dimensions(name: &str) -> Result<usize, ApiError> {
    EMBEDDING
        .iter()
        .find(|(known, _)| name == *known)
        .map(|(_, dimensions)| *dimensions)
        .ok_or_else(|| ApiError::unknown_model(name))
}

pub(super) async fn list() -> Json<Value> {
    let chat = CHAT.iter().flat_map(|(name, snapshot)| [*name, *snapshot]);
    let embedding = EMBEDDING.iter().map(|(name, _)| *name);
    let data: Vec<Value> = chat
        .chain(embedding)
        .map(|id| json!({"id": id, "object": "model", "created": CREATED, "owned_by": "genai-examples"}))
        .collect();
    Json(json!({"object": "list", "data": data}))
}
