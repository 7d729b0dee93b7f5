//! Attributes of a request.

use genai_semconv::{attribute, value};
use opentelemetry::Value;

use super::response::is_openai;
use super::{Attributes, Conventions, Identity};
use crate::kind::OperationKind;
use crate::report::RequestFacts;

/// Sets those attributes of a request that belong on a span of this kind.
pub(crate) fn write(
    facts: &RequestFacts,
    kind: OperationKind,
    identity: &Identity,
    conventions: Conventions,
    attributes: &mut Attributes,
) {
    if kind.operation_name() == Some(value::EMBEDDINGS) {
        attributes.texts(
            attribute::GEN_AI_REQUEST_ENCODING_FORMATS,
            &facts.encoding_formats,
        );
        attributes.integer(
            attribute::GEN_AI_EMBEDDINGS_DIMENSION_COUNT,
            &facts.embedding_dimensions,
        );
        return;
    }
    for (key, number) in [
        (attribute::GEN_AI_REQUEST_TEMPERATURE, facts.temperature),
        (attribute::GEN_AI_REQUEST_TOP_P, facts.top_p),
        (
            attribute::GEN_AI_REQUEST_FREQUENCY_PENALTY,
            facts.frequency_penalty,
        ),
        (
            attribute::GEN_AI_REQUEST_PRESENCE_PENALTY,
            facts.presence_penalty,
        ),
    ] {
        attributes.number(key, &number);
    }
    attributes.top_k(&facts.top_k, false, conventions);
    attributes.integer(attribute::GEN_AI_REQUEST_MAX_TOKENS, &facts.max_tokens);
    attributes.integer(attribute::GEN_AI_REQUEST_SEED, &facts.seed);
    attributes.choice_count(&facts.choice_count);
    attributes.texts(
        attribute::GEN_AI_REQUEST_STOP_SEQUENCES,
        &facts.stop_sequences,
    );
    let is_streaming = facts.is_streaming.then_some(Value::Bool(true));
    attributes.set(attribute::GEN_AI_REQUEST_STREAM, is_streaming);
    for (key, text) in [
        (
            attribute::GEN_AI_REQUEST_REASONING_LEVEL,
            &facts.reasoning_level,
        ),
        (attribute::GEN_AI_OUTPUT_TYPE, &facts.output_type),
        (
            attribute::GEN_AI_REQUEST_PREVIOUS_RESPONSE_ID,
            &facts.previous_response_id,
        ),
    ] {
        attributes.text(key, text);
    }
    if is_openai(identity) {
        let tier = facts.service_tier.as_deref();
        let tier = tier.filter(|tier| *tier != "auto");
        attributes.text(attribute::OPENAI_REQUEST_SERVICE_TIER, &tier);
        attributes.text(attribute::OPENAI_API_TYPE, &facts.api_type);
    }
}
