//! The parameters in a recorded body, read independently of the code under test.

use serde_json::Value;

use super::Format;
use super::parts::word;
use crate::report::RequestFacts;
use crate::report::value::{Int64, Integer as _};

pub(super) fn expected(format: Format, body: &Value) -> RequestFacts {
    let parameters = Parameters { format, body };
    let number = |names: &[&str]| parameters.find(names).and_then(Value::as_f64);
    let integer = |names: &[&str]| whole(parameters.find(names)?);
    let texts = |names: &[&str]| texts(parameters.find(names)?);
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let at = |pointer| body.pointer(pointer).and_then(word);
    let more = "/additionalModelRequestFields/inferenceConfig/topK";
    let more = body.pointer(more).and_then(Value::as_f64);
    let api_type = match format {
        Format::Responses | Format::Embeddings => Some("responses"),
        Format::Completions | Format::CohereEmbed | Format::OllamaGenerate => None,
        _ => Some("chat_completions"),
    };
    let most = [
        "max_completion_tokens",
        "max_output_tokens",
        "max_tokens",
        "maxTokens",
        "num_predict",
    ];
    // A negative number is no limit.
    let most = parameters
        .find(&most)
        .filter(|most| most.as_f64() >= Some(0.0));
    RequestFacts {
        model: owned(at("/model")),
        temperature: number(&["temperature"]),
        top_p: number(&["top_p", "topP", "p"]),
        top_k: number(&["top_k", "topK", "k"]).or(more),
        frequency_penalty: number(&["frequency_penalty"]),
        presence_penalty: number(&["presence_penalty"]),
        max_tokens: most.and_then(whole),
        seed: integer(&["seed", "random_seed"]),
        choice_count: integer(&["n", "num_generations"]),
        embedding_dimensions: integer(&["dimensions", "output_dimension"]),
        stop_sequences: texts(&["stop", "stop_sequences", "stopSequences"]),
        encoding_formats: texts(&["encoding_format", "embedding_types"]),
        reasoning_level: owned(
            at("/think")
                .or(at("/output_config/effort"))
                .or(at("/reasoning/effort"))
                .or(at("/reasoning_effort")),
        ),
        output_type: owned(output_type(body)),
        is_streaming: body["stream"] == true,
        previous_response_id: owned(at("/previous_response_id")),
        conversation: owned(at("/conversation/id").or(at("/conversation"))),
        service_tier: owned(at("/service_tier")),
        api_type: owned(api_type),
    }
}

struct Parameters<'a> {
    format: Format,
    body: &'a Value,
}

impl<'a> Parameters<'a> {
    /// The value under one of the names, at the top level or in a section.
    fn find(&self, names: &[&str]) -> Option<&'a Value> {
        let section = match self.format {
            Format::Converse => "inferenceConfig",
            Format::OllamaChat | Format::OllamaGenerate => "options",
            _ => "-",
        };
        let places = [self.body, &self.body[section]].into_iter();
        let mut found = places.flat_map(|place| names.iter().map(|name| &place[*name]));
        found.find(|found| !found.is_null())
    }
}

fn whole(value: &Value) -> Option<Int64> {
    let decimal = || value.as_f64()?.to_string().parse().ok();
    value.as_i64().or_else(decimal)?.integer()
}

/// One text, or a list of them.
fn texts(value: &Value) -> Option<Vec<String>> {
    let text = |text: &Value| text.as_str().map(str::to_owned);
    match value {
        Value::Array(texts) => Some(texts.iter().filter_map(text).collect()),
        other => Some(vec![text(other)?]),
    }
}

/// The requested kind of answer: a format, or the modality other than text.
fn output_type(body: &Value) -> Option<&str> {
    let formats = [
        "/response_format/type",
        "/text/format/type",
        "/output_format/type",
        "/output_config/format/type",
    ];
    let format = formats
        .iter()
        .find_map(|format| body.pointer(format)?.as_str());
    let modalities = body["modalities"].as_array().into_iter().flatten();
    match format {
        Some("json_schema" | "json_object") => Some("json"),
        Some("text") => Some("text"),
        _ if modalities.clone().any(|modality| modality == "audio") => Some("speech"),
        _ if modalities.clone().any(|modality| modality == "text") => Some("text"),
        // Ollama's `format` is a word, or a JSON schema.
        _ => (body["format"].is_object() || body["format"] == "json").then_some("json"),
    }
}
