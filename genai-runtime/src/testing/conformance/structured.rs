//! Whether the content on spans is the JSON that the conventions have for it. A backend that finds another text there
//! may show nothing of it.

use std::collections::HashMap;

use genai_semconv::attribute;
use serde_json::value::RawValue;

use super::facts::{Facts, Found};
use super::finding::{Level, Report};

/// An object, of which only the outermost values are looked at, however deep they go.
type Object<'a> = HashMap<String, &'a RawValue>;

/// What an attribute's text is on the outside.
#[derive(Clone, Copy)]
enum Shape {
    Messages,
    Objects,
}

/// Checks the texts of a span that stand for structured values.
pub(super) fn check(facts: &Facts<'_>, report: &mut Report<'_>) {
    for fact in facts.iter() {
        let Some(shape) = Shape::of(fact.key) else {
            continue;
        };
        if !matches!(fact.value, Found::Text(text) if shape.is_that_of(text)) {
            let message = format!("`{}` is a JSON text: {}", fact.key, shape.name());
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
            Self::Messages => "an array of messages, which have `role` and `parts`",
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
