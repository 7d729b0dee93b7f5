//! The arguments of `#[request(…)]` on a type, and the words of its fields.

use syn::{Attribute, Path};

use crate::arguments::Hints;
use crate::derive::{self, Shape, Words};
use crate::diagnostics::Diagnostics;
use crate::paths::crate_path;

/// The words of `#[derive(RequestReport)]`.
pub(super) const WORDS: Words = Words {
    trait_name: "RequestReport",
    attribute: "request",
    attribute_name: "#[request]",
    concepts: &CONCEPTS,
    shape,
    well_known: &WELL_KNOWN,
    synonyms: &[
        ("messages", "input"),
        ("prompt", "input"),
        ("system", "system_instructions"),
        ("instructions", "system_instructions"),
        ("functions", "tools"),
    ],
    nested: &["nested"],
    example: "model",
    does: "describes a request to a model",
};

/// What a field can report, as written in the attribute, and the sink's method for it.
const CONCEPTS: [(&str, &str); 22] = [
    ("model", "model"),
    ("temperature", "temperature"),
    ("top_p", "top_p"),
    ("top_k", "top_k"),
    ("frequency_penalty", "frequency_penalty"),
    ("presence_penalty", "presence_penalty"),
    ("max_tokens", "max_tokens"),
    ("seed", "seed"),
    ("choice_count", "choice_count"),
    ("stop_sequences", "stop_sequences"),
    ("encoding_formats", "encoding_formats"),
    ("embedding_dimensions", "embedding_dimensions"),
    ("reasoning_level", "reasoning_level"),
    ("output_type", "output_type"),
    ("stream", "stream"),
    ("previous_response_id", "previous_response_id"),
    ("conversation", "conversation"),
    ("service_tier", "service_tier"),
    ("api_type", "api_type"),
    ("input", "messages"),
    ("system_instructions", "system_instructions"),
    ("tools", "tools"),
];

fn shape(concept: &str) -> Shape {
    match concept {
        "input" | "system_instructions" => Shape::Messages,
        "tools" => Shape::Tools,
        "temperature" | "top_p" | "top_k" | "frequency_penalty" | "presence_penalty" => {
            Shape::Number
        }
        "max_tokens" | "seed" | "choice_count" | "embedding_dimensions" => Shape::Integer,
        "stop_sequences" | "encoding_formats" => Shape::Texts,
        "stream" => Shape::Flag,
        _ => Shape::Text,
    }
}

/// Field names of well-known providers, and the concepts that they stand for. None is content, which is exported only
/// from fields that are marked.
const WELL_KNOWN: [(&str, &str); 27] = [
    ("model", "model"),
    ("temperature", "temperature"),
    ("top_p", "top_p"),
    ("top_k", "top_k"),
    ("frequency_penalty", "frequency_penalty"),
    ("presence_penalty", "presence_penalty"),
    ("max_tokens", "max_tokens"),
    ("max_completion_tokens", "max_tokens"),
    ("max_output_tokens", "max_tokens"),
    ("seed", "seed"),
    ("random_seed", "seed"),
    ("n", "choice_count"),
    ("choice_count", "choice_count"),
    ("candidate_count", "choice_count"),
    ("stop", "stop_sequences"),
    ("stop_sequences", "stop_sequences"),
    ("encoding_format", "encoding_formats"),
    ("encoding_formats", "encoding_formats"),
    ("dimensions", "embedding_dimensions"),
    ("output_dimension", "embedding_dimensions"),
    ("reasoning_effort", "reasoning_level"),
    ("reasoning_level", "reasoning_level"),
    ("output_type", "output_type"),
    ("stream", "stream"),
    ("previous_response_id", "previous_response_id"),
    ("conversation_id", "conversation"),
    ("service_tier", "service_tier"),
];

/// The helper attributes of a type.
#[derive(Default)]
pub(super) struct ContainerArgs {
    pub(super) runtime: Option<Path>,
}

impl ContainerArgs {
    pub(super) fn parse(attributes: &[Attribute], errors: &mut Diagnostics) -> Self {
        let mut arguments = derive::read(&WORDS, attributes, errors);
        let mut args = Self::default();
        if let Some((_, path)) = arguments.take_expression("crate", errors) {
            args.runtime = crate_path(&path, errors);
        }
        arguments.finish(["crate"], Hints::default(), errors);
        args
    }
}
