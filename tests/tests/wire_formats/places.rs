//! The places of facts in each format, in complete responses and in streams.

use serde_json::Value;

use crate::format::Format;

/// Alternatives, of which the first one with a value counts.
pub(crate) type Places = &'static [&'static str];

const NOWHERE: Places = &[];

impl Format {
    /// The place of the response's identifier.
    pub(crate) fn id(self) -> Places {
        match self {
            Self::Chat | Self::Completions | Self::Embeddings => &["/id"],
            Self::Responses => &["/response/id", "/id"],
            Self::Messages => &["/message/id", "/id"],
            Self::Cohere => &["/response/response_id", "/response_id", "/id"],
            Self::Ollama | Self::Converse | Self::Titan | Self::Jurassic | Self::Other => NOWHERE,
        }
    }

    /// The place of the model.
    pub(crate) fn model(self) -> Places {
        match self {
            Self::Chat | Self::Completions | Self::Embeddings | Self::Ollama => &["/model"],
            Self::Responses => &["/response/model", "/model"],
            Self::Messages => &["/message/model", "/model"],
            Self::Cohere | Self::Converse | Self::Titan | Self::Jurassic | Self::Other => NOWHERE,
        }
    }

    /// The place of the token counts.
    pub(crate) fn usage(self) -> Places {
        match self {
            Self::Chat | Self::Completions => &["/usage", "/x_groq/usage", "/choices/0/usage"],
            Self::Responses => &["/response/usage", "/usage"],
            Self::Messages => &["/message/usage", "/usage"],
            Self::Cohere => &["/delta/usage", "/response/meta", "/usage", "/meta"],
            Self::Embeddings | Self::Converse => &["/usage"],
            Self::Ollama | Self::Titan | Self::Jurassic => &[""],
            Self::Other => NOWHERE,
        }
    }

    /// The names of the counts there, in the order of [`COUNTS`](crate::expected::COUNTS).
    pub(crate) fn counts(self, usage: &Value) -> [Places; 5] {
        match self {
            Self::Chat | Self::Completions => OPENAI,
            Self::Embeddings => {
                let [_, output, read, write, reasoning] = OPENAI;
                // Voyage has the total only, which is all input for embeddings.
                let input: Places = &["/prompt_tokens", "/total_tokens"];
                [input, output, read, write, reasoning]
            }
            Self::Responses => [
                &["/input_tokens"],
                &["/output_tokens"],
                &["/input_tokens_details/cached_tokens"],
                &["/input_tokens_details/cache_write_tokens"],
                &["/output_tokens_details/reasoning_tokens"],
            ],
            Self::Messages => [
                &["/input_tokens"],
                &["/output_tokens"],
                &["/cache_read_input_tokens"],
                &["/cache_creation_input_tokens"],
                &["/output_tokens_details/thinking_tokens"],
            ],
            Self::Cohere => [
                &["/billed_units/input_tokens", "/tokens/input_tokens"],
                &["/billed_units/output_tokens", "/tokens/output_tokens"],
                // Not known to be billed.
                if usage.pointer("/billed_units/input_tokens").is_some() {
                    NOWHERE
                } else {
                    &["/cached_tokens"]
                },
                NOWHERE,
                NOWHERE,
            ],
            Self::Ollama => [
                &["/prompt_eval_count"],
                &["/eval_count"],
                NOWHERE,
                NOWHERE,
                NOWHERE,
            ],
            // Nova's invocations have longer names.
            Self::Converse => [
                &["/inputTokens"],
                &["/outputTokens"],
                &["/cacheReadInputTokens", "/cacheReadInputTokenCount"],
                &["/cacheWriteInputTokens", "/cacheWriteInputTokenCount"],
                NOWHERE,
            ],
            Self::Titan => [
                &["/inputTextTokenCount"],
                &["/results/0/tokenCount"],
                NOWHERE,
                NOWHERE,
                NOWHERE,
            ],
            // A list of tokens.
            Self::Jurassic => [
                &["/prompt/tokens"],
                &["/completions/0/data/tokens"],
                NOWHERE,
                NOWHERE,
                NOWHERE,
            ],
            Self::Other => [NOWHERE; 5],
        }
    }
}

/// OpenAI's names, and those of `DeepSeek`, Moonshot, Mistral, `LiteLLM` and Perplexity.
const OPENAI: [Places; 5] = [
    &["/prompt_tokens"],
    &["/completion_tokens"],
    &[
        "/prompt_tokens_details/cached_tokens",
        "/prompt_cache_hit_tokens",
        "/cached_tokens",
        "/num_cached_tokens",
        "/cache_read_input_tokens",
    ],
    &[
        "/prompt_tokens_details/cache_write_tokens",
        "/prompt_tokens_details/cache_creation_tokens",
        "/cache_creation_input_tokens",
    ],
    &[
        "/completion_tokens_details/reasoning_tokens",
        "/reasoning_tokens",
    ],
];

/// The value at the first pointer that has one.
pub(crate) fn first<'a>(value: &'a Value, pointers: &[&str]) -> Option<&'a Value> {
    let mut found = pointers.iter().filter_map(|pointer| value.pointer(pointer));
    found.find(|found| !found.is_null())
}
