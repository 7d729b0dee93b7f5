//! Attributes that describe what came back.

use genai_semconv::attribute;
use opentelemetry::{StringValue, Value};

use super::attributes::string_array;
use super::{Attributes, Conventions, Identity};
use crate::report::ResponseFacts;

/// Adds what the response said.
pub(crate) fn write(
    facts: &ResponseFacts,
    identity: &Identity,
    conventions: Conventions,
    attributes: &mut Attributes,
) {
    attributes.add(attribute::GEN_AI_RESPONSE_ID, facts.id.clone());
    attributes.add(attribute::GEN_AI_RESPONSE_MODEL, facts.model.clone());
    attributes.add(
        attribute::GEN_AI_RESPONSE_FINISH_REASONS,
        finish_reasons(facts),
    );
    let usage = &facts.usage;
    for (key, count) in [
        (attribute::GEN_AI_USAGE_INPUT_TOKENS, usage.input_tokens()),
        (attribute::GEN_AI_USAGE_OUTPUT_TOKENS, usage.output_tokens()),
        (
            attribute::GEN_AI_USAGE_CACHE_READ_INPUT_TOKENS,
            usage.cache_read_tokens(),
        ),
        (
            attribute::GEN_AI_USAGE_CACHE_CREATION_INPUT_TOKENS,
            usage
                .cache_write_tokens()
                .filter(|_| conventions.has_v1_41()),
        ),
        (
            attribute::GEN_AI_USAGE_CACHE_WRITE_INPUT_TOKENS,
            usage
                .cache_write_tokens()
                .filter(|_| conventions.has_latest()),
        ),
        (
            attribute::GEN_AI_USAGE_REASONING_OUTPUT_TOKENS,
            usage.reasoning_tokens(),
        ),
        (
            attribute::GEN_AI_EMBEDDINGS_DIMENSION_COUNT,
            facts.embedding_dimensions,
        ),
    ] {
        attributes.add(
            key,
            count.map(|count| i64::try_from(count).unwrap_or(i64::MAX)),
        );
    }
    if is_openai(identity) {
        attributes.add(
            attribute::OPENAI_RESPONSE_SERVICE_TIER,
            facts.service_tier.clone(),
        );
        let fingerprint = facts.system_fingerprint.clone();
        attributes.add(attribute::OPENAI_RESPONSE_SYSTEM_FINGERPRINT, fingerprint);
    }
    let inconsistent = facts.is_inconsistent().then_some(true);
    attributes.add(attribute::GENAI_RUNTIME_USAGE_INCONSISTENT, inconsistent);
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
    let provider = identity.provider.as_ref().map(StringValue::as_str);
    matches!(provider, Some("openai" | "azure.ai.openai"))
}
