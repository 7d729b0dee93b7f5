//! The parameters of a request: few names for each, at the top level or in a section.

use serde_json::Value;

use super::{at, output_type, text};
use crate::report::Request;

/// The sections of parameters of Gemini, Bedrock, Ollama and Vertex AI's predictions.
const SECTIONS: [&[&str]; 8] = [
    &["generationConfig"],
    &["generation_config"],
    &["inferenceConfig"],
    &["textGenerationConfig"],
    &["options"],
    &["parameters"],
    &["additionalModelRequestFields"],
    &["additionalModelRequestFields", "inferenceConfig"],
];

const MAX_TOKENS: [&str; 10] = [
    "max_completion_tokens",
    "max_output_tokens",
    "max_tokens",
    "maxOutputTokens",
    "maxTokens",
    "max_new_tokens",
    "num_predict",
    "max_tokens_to_sample",
    // Titan and Llama on Bedrock.
    "maxTokenCount",
    "max_gen_len",
];

/// The paths of the level of reasoning.
const REASONING: [&[&str]; 6] = [
    &["reasoning_effort"],
    &["reasoning", "effort"],
    &["output_config", "effort"],
    &["generationConfig", "thinkingConfig", "thinkingLevel"],
    // Gemini's Interactions API.
    &["generation_config", "thinking_level"],
    &["think"],
];

/// The response that a request continues: OpenAI's Responses API, Gemini's Interactions API.
const PREVIOUS: [&str; 2] = ["previous_response_id", "previous_interaction_id"];

/// The paths that mark a request to OpenAI's Responses API; requests for embeddings also have `input`.
const RESPONSES: [&[&str]; 4] = [
    &["input"],
    &["conversation"],
    &["prompt", "id"],
    &["previous_response_id"],
];

pub(super) fn report(value: &Value, request: &mut Request<'_>) {
    let find = |names: &[&str]| find(value, names);
    // In Ollama, a negative number is no limit.
    let max_tokens = find(&MAX_TOKENS);
    let max_tokens = max_tokens.filter(|most| most.as_f64().is_some_and(|most| most >= 0.0));
    request
        .temperature(find(&["temperature"]))
        // `p` and `k` are Cohere's names.
        .top_p(find(&["top_p", "topP", "p"]))
        .top_k(find(&["top_k", "topK", "k"]))
        .frequency_penalty(find(&["frequency_penalty", "frequencyPenalty"]))
        .presence_penalty(find(&["presence_penalty", "presencePenalty"]))
        .max_tokens(max_tokens)
        .seed(find(&["seed", "random_seed"]))
        .choice_count(find(&[
            "n",
            "candidateCount",
            "num_generations",
            "numResults",
        ]))
        .stop_sequences(find(&["stop", "stop_sequences", "stopSequences"]))
        .encoding_formats(find(&["encoding_format", "embedding_types"]))
        .embedding_dimensions(find(&[
            "dimensions",
            "output_dimension",
            "outputDimensionality",
        ]))
        .output_type(output_type::of(value))
        .stream(value.get("stream"))
        .previous_response_id(PREVIOUS.iter().find_map(|key| text(value, key)))
        .service_tier(text(value, "service_tier"));
    let levels = REASONING.iter().filter_map(|path| at(value, path));
    for level in levels.filter_map(Value::as_str) {
        request.reasoning_level(level);
    }
    if let Some(conversation) = at(value, &["conversation"]) {
        let id = conversation.get("id").unwrap_or(conversation);
        request.conversation(id);
    }
    if value.get("messages").is_some() {
        request.api_type("chat_completions");
    } else if RESPONSES.iter().any(|path| at(value, path).is_some()) {
        request.api_type("responses");
    }
}

/// The first value under one of these names, at the top level or in a section.
pub(super) fn find<'a>(value: &'a Value, names: &[&str]) -> Option<&'a Value> {
    let sections = SECTIONS.iter().filter_map(|section| at(value, section));
    let mut places = std::iter::once(value).chain(sections);
    places.find_map(|place| names.iter().find_map(|name| at(place, &[name])))
}
