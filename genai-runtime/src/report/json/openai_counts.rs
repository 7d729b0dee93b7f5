//! The `usage` of OpenAI's chat completions, completions and embeddings, and its variants in compatible APIs.

use serde_json::Value;

use super::{at, first, whole_output};
use crate::report::Response;

/// Input tokens read from a cache: OpenAI, `DeepSeek`, Moonshot, Mistral, `LiteLLM`.
const CACHE_READS: [&[&str]; 5] = [
    &["prompt_tokens_details", "cached_tokens"],
    &["prompt_cache_hit_tokens"],
    &["cached_tokens"],
    &["num_cached_tokens"],
    &["cache_read_input_tokens"],
];

/// Input tokens written to a cache: OpenAI, and the two names of `LiteLLM`. `prompt_tokens` includes all of them.
const CACHE_WRITES: [&[&str]; 3] = [
    &["prompt_tokens_details", "cache_write_tokens"],
    &["prompt_tokens_details", "cache_creation_tokens"],
    &["cache_creation_input_tokens"],
];

/// Reasoning tokens: OpenAI, Perplexity.
const REASONING: [&[&str]; 2] = [
    &["completion_tokens_details", "reasoning_tokens"],
    &["reasoning_tokens"],
];

/// The input tokens if the input has audio and only `total_tokens` includes those of the audio (Mistral).
fn input_with_audio(usage: &Value) -> Option<u64> {
    let count = |key: &str| at(usage, &[key]).and_then(Value::as_u64);
    at(usage, &["prompt_audio_seconds"])?;
    let input = count("total_tokens")?.checked_sub(count("completion_tokens").unwrap_or(0))?;
    (input > count("prompt_tokens")?).then_some(input)
}

pub(super) fn report_usage(usage: &Value, response: &mut Response<'_>) {
    let reasoning = first(usage, &REASONING);
    let counts = ["prompt_tokens", "completion_tokens", "total_tokens"];
    response
        .input_tokens(usage.get("prompt_tokens"))
        .input_tokens(input_with_audio(usage))
        .output_tokens(whole_output(usage, counts, reasoning))
        .cache_read_tokens(first(usage, &CACHE_READS))
        .cache_write_tokens(first(usage, &CACHE_WRITES))
        .reasoning_tokens(reasoning);
}
