//! The parts of a message in a recorded body, read independently of the code under test.

use serde_json::{Value, json};

use super::Unknown;

/// A text, a part, or a list of them.
pub(super) fn content(content: &Value) -> Result<Vec<Value>, Unknown> {
    match content {
        Value::Array(parts) => {
            let parts = parts.iter().map(part);
            let parts = parts.filter(|part| !matches!(part, Ok(Value::Null)));
            parts.collect()
        }
        Value::String(text) => Ok(word(&json!(text))
            .into_iter()
            .map(|text| json!(text))
            .collect()),
        Value::Null => Ok(Vec::new()),
        _ => Err(Unknown("content that is no list".to_owned())),
    }
}

/// `null` for a part without content.
fn part(part: &Value) -> Result<Value, Unknown> {
    let known = match part["type"].as_str() {
        _ if part.is_string() => part.clone(),
        Some("text" | "input_text" | "output_text") => part["text"].clone(),
        Some("refusal") => part["refusal"].clone(),
        Some("thinking") if part["thinking"].is_string() => json!({"reasoning": part["thinking"]}),
        Some("image_url") => {
            let url = part["image_url"].get("url").unwrap_or(&part["image_url"]);
            at(url.as_str().unwrap_or_default())
        }
        Some("input_image") if part["image_url"].is_string() => {
            at(part["image_url"].as_str().unwrap_or_default())
        }
        Some(kind @ ("image" | "document")) => of_source(kind, &part["source"])?,
        Some("tool_use") => json!({"call": [part["id"], part["name"], part["input"]]}),
        Some("tool_result") => {
            json!({"response": [part["tool_use_id"], response(&part["content"])]})
        }
        Some(other) => return Err(Unknown(format!("a part of type `{other}`"))),
        None => by_key(part)?,
    };
    Ok(known)
}

/// Bedrock's parts, which have no `type` but a key of that name.
fn by_key(part: &Value) -> Result<Value, Unknown> {
    let keys: Vec<_> = part
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, _)| key.as_str())
        .collect();
    let known = match keys[..] {
        ["text"] => part["text"].clone(),
        ["guardContent"] => part["guardContent"]["text"]["text"].clone(),
        ["cachePoint"] => Value::Null,
        ["toolUse"] => {
            let tool = &part["toolUse"];
            json!({"call": [tool["toolUseId"], tool["name"], tool["input"]]})
        }
        ["toolResult"] => {
            let tool = &part["toolResult"];
            json!({"response": [tool["toolUseId"], response(&tool["content"])]})
        }
        _ => return Err(Unknown(format!("a part of {keys:?}"))),
    };
    Ok(known)
}

/// The `source` of Anthropic's images and documents.
fn of_source(kind: &str, source: &Value) -> Result<Value, Unknown> {
    match source["type"].as_str() {
        Some("base64") => Ok(json!({"blob": [kind, source["media_type"], source["data"]]})),
        Some("url") => Ok(json!({"uri": [kind, null, source["url"]]})),
        Some("text") => Ok(source["data"].clone()),
        _ => Err(Unknown(format!(
            "a part of type `{kind}` with another source"
        ))),
    }
}

/// An image at a URL, or in a `data:` URL.
fn at(url: &str) -> Value {
    let inside = url
        .strip_prefix("data:")
        .and_then(|url| url.split_once(";base64,"));
    match inside {
        Some((mime_type, data)) => json!({"blob": ["image", mime_type, data]}),
        None => json!({"uri": ["image", null, url]}),
    }
}

/// Ollama's images, which are base64 texts.
pub(super) fn image(image: &Value) -> Result<Value, Unknown> {
    match image.as_str() {
        Some(data) if !data.starts_with("data:") => Ok(json!({"blob": ["image", null, data]})),
        _ => Err(Unknown("an image of another kind".to_owned())),
    }
}

/// The result of a tool.
fn response(content: &Value) -> Value {
    match content {
        Value::Null => json!(""),
        content => parsed(content),
    }
}

/// The JSON in a string, or the string itself.
pub(super) fn parsed(value: &Value) -> Value {
    let Value::String(text) = value else {
        return value.clone();
    };
    serde_json::from_str(text).unwrap_or_else(|_| value.clone())
}

/// A text that is not empty.
pub(super) fn word(value: &Value) -> Option<&str> {
    value.as_str().filter(|word| !word.is_empty())
}
