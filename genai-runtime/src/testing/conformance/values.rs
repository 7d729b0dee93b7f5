//! Checks the types and values of attributes.

use genai_semconv::attribute::{self, Definition};
use genai_semconv::nearest::nearest;
use genai_semconv::{ValueType, value};

use super::facts::{Fact, Found};
use super::finding::{Level, Report};
use super::usage;

/// Flags that are `true` or left out.
const ONLY_TRUE: [&str; 2] = [
    attribute::GEN_AI_REQUEST_STREAM,
    attribute::GEN_AI_CONVERSATION_COMPACTED,
];

/// Checks a value against the definitions of its attribute; one that allows it is enough.
pub(super) fn check(fact: &Fact<'_>, definitions: &[&Definition], report: &mut Report<'_>) {
    let takes = |definition: &&&Definition| takes(definition.value_type, fact.value);
    let Some(first) = definitions.first() else {
        return;
    };
    if !definitions.iter().any(|definition| takes(&definition)) {
        let message = format!(
            "`{}` takes {}, found {}",
            fact.key,
            first.value_type.name(),
            name(fact.value)
        );
        report.attribute(Level::Violation, fact.key, message);
        return;
    }
    check_member(fact, definitions, report);
    check_default(fact, report);
    usage::check_count(fact, report);
}

/// Checks a text against the well-known values.
fn check_member(fact: &Fact<'_>, definitions: &[&Definition], report: &mut Report<'_>) {
    let Found::Text(text) = fact.value else {
        return;
    };
    let members = || {
        let definitions = definitions.iter();
        definitions.flat_map(|definition| definition.members.iter().copied())
    };
    if members().next().is_none() || members().any(|member| member == text) {
        return;
    }
    let key = fact.key;
    // Programs choose `error.type` freely: its one well-known value is the fallback `_OTHER`.
    let near = match key {
        attribute::ERROR_TYPE => members().find(|member| member.eq_ignore_ascii_case(text)),
        _ => nearest(text, members()),
    };
    if let Some(meant) = renamed_value(key, text).or(near) {
        let message = format!("`{text}` is not a well-known value of `{key}`; write `{meant}`");
        report.attribute(Level::Improvement, key, message);
    } else if key != attribute::ERROR_TYPE {
        let message = format!("`{text}` is not a well-known value of `{key}`");
        report.attribute(Level::Information, key, message);
    }
}

fn renamed_value(key: &str, text: &str) -> Option<&'static str> {
    let renamed = value::RENAMED_PROVIDERS.iter();
    let mut renamed = renamed.filter(|(from, _)| *from == text);
    let is_provider = key == attribute::GEN_AI_PROVIDER_NAME;
    is_provider.then(|| renamed.next().map(|(_, to)| *to))?
}

/// Checks for default values, which the conventions leave out.
fn check_default(fact: &Fact<'_>, report: &mut Report<'_>) {
    let unsaid = match fact.value {
        Found::Boolean(false) => ONLY_TRUE.contains(&fact.key),
        Found::Integer(1) => fact.key == attribute::GEN_AI_REQUEST_CHOICE_COUNT,
        _ => false,
    };
    if unsaid {
        let value = match fact.value {
            Found::Integer(integer) => integer.to_string(),
            _ => false.to_string(),
        };
        let message = format!(
            "`{}` is {value}, the default, which the conventions leave out",
            fact.key
        );
        report.attribute(Level::Improvement, fact.key, message);
    }
}

/// Whether a value is of a type. Structured values are JSON texts where attributes can hold nothing else.
fn takes(value_type: ValueType, value: Found<'_>) -> bool {
    match value {
        Found::Text(_) => matches!(
            value_type,
            ValueType::String | ValueType::StringTemplate | ValueType::Any
        ),
        Found::Integer(_) => matches!(value_type, ValueType::Int | ValueType::Any),
        Found::Double => matches!(value_type, ValueType::Double | ValueType::Any),
        Found::Boolean(_) => matches!(value_type, ValueType::Boolean | ValueType::Any),
        Found::List(list) => {
            let is_list_template = value_type == ValueType::StringsTemplate;
            value_type == list
                || value_type == ValueType::Any
                || (is_list_template && list == ValueType::Strings)
        }
        Found::EmptyList => matches!(
            value_type,
            ValueType::Strings
                | ValueType::Ints
                | ValueType::Doubles
                | ValueType::Booleans
                | ValueType::StringsTemplate
                | ValueType::Any
        ),
        Found::Structured => value_type == ValueType::Any,
    }
}

fn name(value: Found<'_>) -> &'static str {
    match value {
        Found::Text(_) => ValueType::String.name(),
        Found::Integer(_) => ValueType::Int.name(),
        Found::Double => ValueType::Double.name(),
        Found::Boolean(_) => ValueType::Boolean.name(),
        Found::List(list) => list.name(),
        Found::EmptyList => "an empty list",
        Found::Structured => ValueType::Any.name(),
    }
}
