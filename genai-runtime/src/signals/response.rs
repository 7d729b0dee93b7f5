//! Attributes that describe what came back.

use genai_semconv::attribute;
use opentelemetry::{KeyValue, Value};

use super::Identity;
use super::request::string_array;
use crate::report::ResponseFacts;

/// Adds what the response said.
pub(crate) fn write(facts: &ResponseFacts, identity: &Identity, attributes: &mut Vec<KeyValue>) {
    let mut push = |key, value: Option<Value>| {
        attributes.extend(value.map(|value| KeyValue::new(key, value)));
    };
    let text = |text: &Option<String>| text.clone().map(Value::from);
    push(attribute::GEN_AI_RESPONSE_ID, text(&facts.id));
    push(attribute::GEN_AI_RESPONSE_MODEL, text(&facts.model));
    push(
        attribute::GEN_AI_RESPONSE_FINISH_REASONS,
        finish_reasons(facts),
    );
    let usage = &facts.usage;
    let count = |count: Option<u64>| {
        count.map(|count| Value::I64(i64::try_from(count).unwrap_or(i64::MAX)))
    };
    push(
        attribute::GEN_AI_USAGE_INPUT_TOKENS,
        count(usage.input_tokens()),
    );
    push(
        attribute::GEN_AI_USAGE_OUTPUT_TOKENS,
        count(usage.output_tokens()),
    );
    push(
        attribute::GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS,
        count(usage.cache_read_tokens()),
    );
    push(
        attribute::GEN_AI_USAGE_CACHE_CREATION_INPUT_TOKENS,
        count(usage.cache_write_tokens()),
    );
    push(
        attribute::GEN_AI_USAGE_REASONING_OUTPUT_TOKENS,
        count(usage.reasoning_tokens()),
    );
    push(
        attribute::GEN_AI_EMBEDDINGS_DIMENSION_COUNT,
        count(facts.embedding_dimensions),
    );
    if is_openai(identity) {
        push(
            attribute::OPENAI_RESPONSE_SERVICE_TIER,
            text(&facts.service_tier),
        );
        push(
            attribute::OPENAI_RESPONSE_SYSTEM_FINGERPRINT,
            text(&facts.system_fingerprint),
        );
    }
    if facts.is_inconsistent() {
        push(
            attribute::GENAI_RUNTIME_USAGE_INCONSISTENT,
            Some(true.into()),
        );
    }
}

/// One reason per choice, in the order of the choices; a choice without one is an `error`, as the
/// conventions have it.
fn finish_reasons(facts: &ResponseFacts) -> Option<Value> {
    if facts.finish_reasons.is_empty() {
        return None;
    }
    let reasons = facts.finish_reasons.iter();
    let reasons = reasons.map(|reason| reason.clone().unwrap_or_else(|| "error".to_owned()));
    Some(string_array(reasons.collect()))
}

fn is_openai(identity: &Identity) -> bool {
    let provider = identity
        .provider
        .as_ref()
        .map(opentelemetry::StringValue::as_str);
    matches!(provider, Some("openai" | "azure.ai.openai"))
}
