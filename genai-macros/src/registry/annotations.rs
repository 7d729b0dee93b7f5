//! The annotations that set a given attribute, as messages show them.

use genai_semconv::attribute;
use genai_semconv::span::spans;
use genai_semconv::{Profile, value};

use super::content;

/// Attributes that an annotation sets before the span starts; set again, each would be on the span twice.
const SET_BY_ANNOTATIONS: [&str; 3] = [
    attribute::GEN_AI_OPERATION_NAME,
    attribute::GEN_AI_PROVIDER_NAME,
    attribute::GEN_AI_REQUEST_MODEL,
];

/// What to use for an attribute that a function's body cannot set.
pub(super) fn recorded_elsewhere(key: &str) -> Option<String> {
    if SET_BY_ANNOTATIONS.contains(&key) {
        return Some(format!(
            "`{key}` is set by the function's annotation, not in its body"
        ));
    }
    let usage = key.strip_prefix("gen_ai.usage.");
    let is_reported = usage.is_some_and(|count| !is_by_modality(count));
    is_reported.then(|| {
        format!(
            "`{key}` is reported, not recorded; write `genai_runtime::report(&Usage::new()…)` in a \
             function with `usage = manual`"
        )
    })
}

/// Whether a count is of one modality, which no report has.
fn is_by_modality(count: &str) -> bool {
    let modality = count.split('.').next();
    matches!(modality, Some("text" | "image" | "audio"))
}

/// The annotations of spans that an attribute belongs on, with the argument that sets it if it is content.
pub(super) fn annotations_with(key: &str) -> Option<String> {
    let mut operations: Vec<&str> = Vec::new();
    let profiles = [Profile::Latest, Profile::V1_41].into_iter();
    for span in profiles.flat_map(spans) {
        if span.requirement(key).is_some() {
            operations.extend(span.operations);
        }
    }
    operations.retain(|operation| !content::is_answer_of_call(key, operation));
    let mut annotations: Vec<String> = Vec::new();
    for operation in &operations {
        if let Some(annotation) = annotation_of(operation)
            && !annotations.contains(&annotation)
        {
            annotations.push(annotation);
        }
    }
    if annotations.is_empty() {
        // No annotation makes such spans.
        let first = operations.first()?;
        return Some(format!("spans of `{first}`"));
    }
    let listed = annotations.join(", ");
    Some(match content::argument(key) {
        Some(argument) => format!("{listed}; write `{argument}` there"),
        None => listed,
    })
}

/// The annotation for an operation.
fn annotation_of(operation: &str) -> Option<String> {
    if operation == value::EMBEDDINGS {
        return Some("`#[llm_span(operation = embeddings)]`".to_owned());
    }
    if value::OPERATIONS.contains(&operation) {
        return Some("`#[llm_span]`".to_owned());
    }
    let kind = match operation {
        value::INVOKE_WORKFLOW => "workflow",
        value::INVOKE_AGENT => "agent",
        value::EXECUTE_TOOL => "tool",
        value::RETRIEVAL => "retrieval",
        value::PLAN => "plan",
        _ if value::MEMORY_OPERATIONS.contains(&operation) => "memory",
        _ => return None,
    };
    Some(format!("`#[chain_step(kind = {kind})]`"))
}
