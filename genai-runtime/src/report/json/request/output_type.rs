//! The requested kind of answer (`gen_ai.output.type`).

use genai_semconv::value::OUTPUT_TYPES;
use serde_json::Value;

use super::parameters::find;
use super::{at, elements};

/// The paths of a format's name: the `type` of an object, or a word.
const FORMATS: [&[&str]; 5] = [
    &["response_format", "type"],
    &["text", "format", "type"],
    &["output_format", "type"],
    &["output_config", "format", "type"],
    &["response_format"],
];

/// The requested kind of answer; `None` if the request does not have one.
pub(super) fn of(request: &Value) -> Option<&'static str> {
    let format = FORMATS.iter().find_map(|path| at(request, path)?.as_str());
    format
        .and_then(of_format)
        .or_else(|| of_mime_type(find(request, &["responseMimeType", "response_mime_type"])?))
        .or_else(|| of_modalities(request))
        .or_else(|| of_schema(at(request, &["format"])?))
}

fn of_format(format: &str) -> Option<&'static str> {
    match format {
        "json_object" | "json_schema" => known("json"),
        other => known(other),
    }
}

fn of_mime_type(mime_type: &Value) -> Option<&'static str> {
    match mime_type.as_str()? {
        "application/json" => known("json"),
        "text/plain" => known("text"),
        _ => None,
    }
}

/// The modality other than text, since requests for images or audio list text, too.
fn of_modalities(request: &Value) -> Option<&'static str> {
    let names = ["modalities", "responseModalities", "response_modalities"];
    let modalities = elements(find(request, &names)).filter_map(Value::as_str);
    let mut found = None;
    for modality in modalities {
        found = match modality.to_ascii_lowercase().as_str() {
            "image" => known("image"),
            "audio" => known("speech"),
            "text" => found.or(known("text")),
            _ => found,
        };
    }
    found
}

/// Ollama's `format`: a word, or a JSON schema of the answer; an empty text if it is not set.
fn of_schema(format: &Value) -> Option<&'static str> {
    match format {
        Value::String(format) => of_format(format),
        Value::Object(_) => known("json"),
        _ => None,
    }
}

fn known(name: &str) -> Option<&'static str> {
    OUTPUT_TYPES.iter().find(|known| **known == name).copied()
}
