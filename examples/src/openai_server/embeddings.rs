//! `POST /v1/embeddings`: hashed bags of words, scaled to unit length, so that texts with the same words are near each
//! other.

use axum::Json;
use axum::body::Bytes;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use serde_json::{Value, json};

use super::error::{ApiError, read};
use super::models;
use super::text::{hash, terms, tokens};

#[derive(Debug, Deserialize)]
struct EmbeddingRequest {
    model: String,
    input: Input,
    encoding_format: Option<EncodingFormat>,
    dimensions: Option<usize>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Input {
    Text(String),
    Texts(Vec<String>),
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum EncodingFormat {
    #[default]
    Float,
    Base64,
}

pub(super) async fn create(body: Bytes) -> Result<Json<Value>, ApiError> {
    let request: EmbeddingRequest = read(&body)?;
    let dimensions = dimensions(&request)?;
    let texts = match request.input {
        Input::Text(text) => vec![text],
        Input::Texts(texts) => texts,
    };
    if texts.is_empty() || texts.iter().any(String::is_empty) {
        return Err(ApiError::invalid("input", "`input` is empty".to_owned()));
    }
    let format = request.encoding_format.unwrap_or_default();
    let data: Vec<Value> = texts
        .iter()
        .map(|text| format.encode(&vector(text, dimensions)))
        .enumerate()
        .map(|(index, embedding)| json!({"object": "embedding", "index": index, "embedding": embedding}))
        .collect();
    let prompt_tokens: usize = texts.iter().map(|text| tokens(text).len()).sum();
    Ok(Json(json!({
        "object": "list",
        "data": data,
        "model": request.model,
        "usage": {"prompt_tokens": prompt_tokens, "total_tokens": prompt_tokens},
    })))
}

fn dimensions(request: &EmbeddingRequest) -> Result<usize, ApiError> {
    let most = models::dimensions(&request.model)?;
    match request.dimensions {
        None => Ok(most),
        Some(wanted) if (1..=most).contains(&wanted) => Ok(wanted),
        Some(wanted) => Err(ApiError::invalid(
            "dimensions",
            format!("`dimensions` is between 1 and {most}, found {wanted}"),
        )),
    }
}

impl EncodingFormat {
    fn encode(self, vector: &[f32]) -> Value {
        match self {
            Self::Float => json!(vector),
            Self::Base64 => {
                let bytes: Vec<u8> = vector.iter().flat_map(|x| x.to_le_bytes()).collect();
                Value::String(STANDARD.encode(bytes))
            }
        }
    }
}

fn vector(text: &str, dimensions: usize) -> Vec<f32> {
    let mut vector = vec![0.0_f32; dimensions];
    let mut words = terms(text);
    if words.is_empty() {
        // A zero vector has no direction, so the whole text counts as one word.
        words.push(text.to_owned());
    }
    for word in words {
        let slot = hash(word.as_bytes()) % dimensions as u64;
        let slot = usize::try_from(slot).ok();
        if let Some(weight) = slot.and_then(|slot| vector.get_mut(slot)) {
            *weight += 1.0;
        }
    }
    let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
    for weight in &mut vector {
        *weight /= length;
    }
    vector
}
