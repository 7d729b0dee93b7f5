//! The parameters in a recorded body, read without any of the code under test.

use serde_json::Value;

use super::Format;
use crate::report::RequestFacts;
use crate::report::value::Integer as _;

pub(super) fn expected(format: Format, body: &Value) -> RequestFacts {
    let section = match format {
        Format::Converse => "/inferenceConfig",
        Format::OllamaChat | Format::OllamaGenerate => "/options",
        _ => "",
    };
    let camel = format == Format::Converse;
    let at = |plain: &str, other: &str| {
        let name = if camel { other } else { plain };
        body.pointer(&format!("{section}/{name}"))
    };
    let number = |plain, other| at(plain, other).and_then(Value::as_f64);
    let integer = |plain, other| at(plain, other).and_then(Value::as_i64)?.integer();
    let word = |pointer| body.pointer(pointer).and_then(Value::as_str);
    let texts = |value: &Value| {
        let texts = value.as_array()?.iter();
        Some(
            texts
                .map(|text| text.as_str().unwrap().to_owned())
                .collect(),
        )
    };
    let more = "/additionalModelRequestFields/inferenceConfig/topK";
    let more = body.pointer(more).and_then(Value::as_f64);
    let owned = |text: Option<&str>| text.map(str::to_owned);
    let api_type = match format {
        Format::Responses | Format::Embeddings => Some("responses"),
        Format::Completions | Format::CohereEmbed | Format::OllamaGenerate => None,
        _ => Some("chat_completions"),
    };
    RequestFacts {
        model: owned(word("/model")),
        temperature: number("temperature", "temperature"),
        top_p: number("top_p", "topP"),
        top_k: number("top_k", "topK").or(more),
        frequency_penalty: number("frequency_penalty", "-"),
        presence_penalty: number("presence_penalty", "-"),
        max_tokens: integer("max_tokens", "maxTokens"),
        seed: integer("seed", "-"),
        choice_count: integer("n", "-"),
        embedding_dimensions: integer("output_dimension", "-"),
        stop_sequences: at("stop", "-")
            .or(at("stop_sequences", "-"))
            .and_then(texts),
        encoding_formats: word("/encoding_format").map(|format| vec![format.to_owned()]),
        reasoning_level: owned(word("/reasoning_effort").or(word("/reasoning/effort"))),
        output_type: is_schema_given(body).then(|| "json".to_owned()),
        is_streaming: body["stream"] == true,
        api_type: owned(api_type),
        ..RequestFacts::default()
    }
}

/// All formats that were asked for are schemas.
fn is_schema_given(body: &Value) -> bool {
    let pointers = ["/response_format", "/output_format", "/text/format"];
    pointers.iter().any(|pointer| {
        let format = body.pointer(pointer);
        format.is_some_and(|format| format["type"] == "json_schema")
    })
}
