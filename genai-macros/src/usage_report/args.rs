//! The arguments of `#[usage(…)]` on a type, and the words of its fields.

use syn::{Attribute, Path};

use crate::arguments::Hints;
use crate::derive::{self, Shape, Words};
use crate::diagnostics::Diagnostics;
use crate::expressions::text_literal;
use crate::paths::crate_path;

/// The words of `#[derive(UsageReport)]`.
pub(super) const WORDS: Words = Words {
    trait_name: "UsageReport",
    attribute: "usage",
    attribute_name: "#[usage]",
    concepts: &CONCEPTS,
    shape,
    well_known: &WELL_KNOWN,
    synonyms: &[
        ("id", "response_id"),
        ("model", "response_model"),
        ("index", "choice_index"),
        ("content", "text"),
    ],
    nested: &["nested", "each"],
    example: "input_tokens",
    does: "reports token usage",
};

/// What a field can report, as written in the attribute, and the sink's method or the runtime's function for it.
const CONCEPTS: [(&str, &str); 13] = [
    ("response_id", "id"),
    ("response_model", "model"),
    ("finish_reason", "choice_finish_reason"),
    ("choice_index", "finish_reason"),
    ("text", "text"),
    ("reasoning", "reasoning"),
    ("input_tokens", "input_tokens"),
    ("output_tokens", "output_tokens"),
    ("cache_read_tokens", "cache_read_tokens"),
    ("cache_write_tokens", "cache_write_tokens"),
    ("reasoning_tokens", "reasoning_tokens"),
    ("service_tier", "service_tier"),
    ("system_fingerprint", "system_fingerprint"),
];

fn shape(concept: &str) -> Shape {
    if concept == "choice_index" || concept.ends_with("_tokens") {
        Shape::Count
    } else {
        Shape::Text
    }
}

/// Field names of well-known providers, and the concepts that they stand for.
const WELL_KNOWN: [(&str, &str); 20] = [
    ("input_tokens", "input_tokens"),
    ("prompt_tokens", "input_tokens"),
    ("prompt_token_count", "input_tokens"),
    ("prompt_eval_count", "input_tokens"),
    ("output_tokens", "output_tokens"),
    ("completion_tokens", "output_tokens"),
    ("candidates_token_count", "output_tokens"),
    ("eval_count", "output_tokens"),
    ("cached_tokens", "cache_read_tokens"),
    ("cache_read_tokens", "cache_read_tokens"),
    ("cache_read_input_tokens", "cache_read_tokens"),
    ("cached_content_token_count", "cache_read_tokens"),
    ("cache_write_tokens", "cache_write_tokens"),
    ("cache_creation_input_tokens", "cache_write_tokens"),
    ("reasoning_tokens", "reasoning_tokens"),
    ("thoughts_token_count", "reasoning_tokens"),
    ("finish_reason", "finish_reason"),
    ("stop_reason", "finish_reason"),
    ("service_tier", "service_tier"),
    ("system_fingerprint", "system_fingerprint"),
];

/// The helper attributes of a type.
#[derive(Default)]
pub(super) struct ContainerArgs {
    /// Whether cached tokens are counted apart from the input.
    pub(super) separate_cache: bool,
    pub(super) runtime: Option<Path>,
}

impl ContainerArgs {
    pub(super) fn parse(attributes: &[Attribute], errors: &mut Diagnostics) -> Self {
        let mut arguments = derive::read(&WORDS, attributes, errors);
        let mut args = Self::default();
        if let Some((_, cache)) = arguments.take_expression("cache", errors) {
            match text_literal(&cache).map(syn::LitStr::value).as_deref() {
                Some("separate") => args.separate_cache = true,
                Some("included") => {}
                _ => errors.error(&cache, "`cache` is one of `\"separate\"`, `\"included\"`"),
            }
        }
        if let Some((_, path)) = arguments.take_expression("crate", errors) {
            args.runtime = crate_path(&path, errors);
        }
        arguments.finish(["cache", "crate"], Hints::default(), errors);
        args
    }
}
