//! Attributes of a response.

use std::borrow::Cow;

use genai_semconv::{attribute, value};
use opentelemetry::{Array, StringValue, Value};

use super::{Attributes, Conventions, Identity};
use crate::kind::OperationKind;
use crate::report::ResponseFacts;

/// Adds those attributes of a response that belong on a span of this kind, moving out of `facts` what nothing else
/// reads.
pub(super) fn write(
    (id, facts): (Option<String>, &mut ResponseFacts),
    kind: OperationKind,
    is_openai: bool,
    conventions: Conventions,
    attributes: &mut Attributes,
) {
    let usage = facts.usage;
    let inconsistent = facts.is_inconsistent().then_some(true);
    attributes.add(attribute::GENAI_RUNTIME_USAGE_INCONSISTENT, inconsistent);
    attributes.add(attribute::GEN_AI_RESPONSE_MODEL, facts.model.clone());
    let input = (attribute::GEN_AI_USAGE_INPUT_TOKENS, usage.input_tokens());
    if kind.operation_name() == Some(value::EMBEDDINGS) {
        write_counts([input], attributes);
        let dimensions = facts.embedding_dimensions;
        // Replaces the number that was requested.
        attributes.integer(attribute::GEN_AI_EMBEDDINGS_DIMENSION_COUNT, &dimensions);
        return;
    }
    attributes.add(attribute::GEN_AI_RESPONSE_ID, id);
    attributes.add(
        attribute::GEN_AI_RESPONSE_FINISH_REASONS,
        finish_reasons(facts),
    );
    let counts = [
        input,
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
    ];
    write_counts(counts, attributes);
    let is_compacted = facts.is_compacted && conventions.has_latest();
    attributes.add(
        attribute::GEN_AI_CONVERSATION_COMPACTED,
        is_compacted.then_some(true),
    );
    if is_openai {
        attributes.add(
            attribute::OPENAI_RESPONSE_SERVICE_TIER,
            facts.service_tier.take(),
        );
        let fingerprint = facts.system_fingerprint.take();
        attributes.add(attribute::OPENAI_RESPONSE_SYSTEM_FINGERPRINT, fingerprint);
    }
}

fn write_counts<const N: usize>(
    counts: [(&'static str, Option<u64>); N],
    attributes: &mut Attributes,
) {
    for (key, count) in counts {
        let count = count.map(|count| i64::try_from(count).unwrap_or(i64::MAX));
        attributes.add(key, count);
    }
}

/// One reason per choice, in the order of the choices. The conventions require `error` for a choice without one.
fn finish_reasons(facts: &ResponseFacts) -> Option<Value> {
    if facts.finish_reasons.is_empty() {
        return None;
    }
    let mut reasons = Vec::with_capacity(facts.finish_reasons.len());
    for reason in facts.finish_reasons.iter() {
        let reason = reason.clone().unwrap_or(Cow::Borrowed("error"));
        reasons.push(StringValue::from(reason));
    }
    Some(Value::Array(Array::String(reasons)))
}

pub(super) fn is_openai(identity: &Identity) -> bool {
    let provider = identity.provider.as_ref().map(StringValue::as_str);
    matches!(provider, Some("openai" | "azure.ai.openai"))
}
