//! Checks that content on spans is JSON of the shape that the conventions define. Backends may not show any other text.

use std::collections::HashMap;

use genai_semconv::attribute;
use serde_json::value::RawValue;

use super::facts::{Facts, Found};
use super::finding::{Level, Report};

/// An object whose values are not parsed.
type Object<'a> = HashMap<String, &'a RawValue>;

/// The outermost shape of an attribute's JSON.
#[derive(Clone, Copy)]
enum Shape {
    Messages,
    Objects,
}

/// Checks the JSON texts of a span.
pub(super) fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for fact in facts.iter() {
        let Some(shape) = Shape::of(fact.key) else {
            continue;
        };
        if !matches!(fact.value, Found::Text(text) if shape.is_that_of(text)) {
            let message = format!("`{}` has to be a JSON text: {}", fact.key, shape.name());
            report.attribute(Level::Violation, fact.key, message);
        }
    }
}

impl Shape {
    fn of(key: &str) -> Option<Self> {
        match key {
            attribute::GEN_AI_INPUT_MESSAGES | attribute::GEN_AI_OUTPUT_MESSAGES => {
                Some(Self::Messages)
            }
            attribute::GEN_AI_SYSTEM_INSTRUCTIONS
            | attribute::GEN_AI_TOOL_DEFINITIONS
            | attribute::GEN_AI_RETRIEVAL_DOCUMENTS
            | attribute::GEN_AI_MEMORY_RECORDS => Some(Self::Objects),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Messages => "an array of messages with `role` and `parts`",
            Self::Objects => "an array of objects",
        }
    }

    fn is_that_of(self, text: &str) -> bool {
        objects(text).is_some_and(|objects| match self {
            Self::Messages => objects.iter().all(is_message),
            Self::Objects => true,
        })
    }
}

fn objects(json: &str) -> Option<Vec<Object<'_>>> {
    serde_json::from_str(json).ok()
}

fn is_message(object: &Object<'_>) -> bool {
    let json_of = |key| object.get(key).map(|value| value.get());
    json_of("role").is_some_and(|role| role.starts_with('"'))
        && json_of("parts").is_some_and(|parts| objects(parts).is_some())
}
