//! The table of attributes, the constants of their keys and the lists of well-known values.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::syntax::{HEADER, constant, texts};
use crate::semconv::model::{Attribute, Deprecation};
use crate::semconv::registry::{Entry, Registry};

/// The table that look-ups search, in the order of the keys.
pub(super) fn table(registry: &Registry) -> String {
    let mut text = format!(
        "{HEADER}use crate::definition::attribute::{{Attribute, Definition, Deprecation, Stability}};
        use crate::value_type::ValueType;

        pub(crate) static ATTRIBUTES: &[Attribute] = &["
    );
    for (key, entry) in &registry.attributes {
        let _ = write!(
            text,
            "Attribute {{ key: {key:?}, description: {:?}, v1_41: {}, latest: {} }},",
            entry.description,
            definition(entry.v1_41.as_ref()),
            definition(entry.latest.as_ref()),
        );
    }
    text.push_str("];\n\n");
    let templates = registry.attributes.iter().filter(|(_, entry)| {
        definitions(entry).any(|definition| definition.value_type.starts_with("template"))
    });
    let templates = texts(templates.map(|(key, _)| key));
    let _ = write!(
        text,
        "/// Keys that a chosen name follows.\npub(crate) static TEMPLATES: &[&str] = {templates};"
    );
    text
}

/// One constant for every key.
pub(super) fn keys(registry: &Registry) -> String {
    let mut text = HEADER.to_owned();
    for (key, entry) in &registry.attributes {
        let name = constant(key);
        let _ = writeln!(
            text,
            "/// {}{} {}\npub const {name}: &str = {key:?};",
            kind(entry),
            entry.description,
            availability(entry),
        );
    }
    text.replace(" \npub", "\npub")
}

/// One typed constant for every key that is current and has a plain value. Where the profiles differ it
/// has the type of the latest.
pub(super) fn typed_keys(registry: &Registry) -> String {
    let mut text = format!("{HEADER}use crate::key::AttributeKey;\n\n");
    for (key, entry) in registry.attributes.iter().filter(|(_, e)| e.is_current()) {
        let definition = definitions(entry).next();
        let Some((value, _)) = definition.and_then(|it| plain(it.value_type)) else {
            continue;
        };
        let _ = writeln!(
            text,
            "/// {} {}\npub const {}: AttributeKey<{value}> = AttributeKey::new({key:?});",
            entry.description,
            availability(entry),
            constant(key),
        );
    }
    text.replace(" \npub", "\npub")
}

/// A macro that passes every key that is current and has a plain value to another: the message for a value of another
/// type, the key as an identifier, and the type. Where the profiles differ, it is the wider one.
pub(super) fn typed_values(registry: &Registry) -> String {
    let mut text = format!(
        "{HEADER}/// Hands the keys of the conventions that have plain values to a macro: a message for a value
/// of another type, the key as an identifier, and the type of its value.
#[doc(hidden)]
#[macro_export]
macro_rules! __typed_values {{
    ($callback:ident) => {{
        $callback! {{
"
    );
    for (key, entry) in registry.attributes.iter().filter(|(_, e)| e.is_current()) {
        let double = definitions(entry).find(|it| it.value_type == "double");
        let definition = double.or_else(|| definitions(entry).next());
        let Some((value, words)) = definition.and_then(|it| plain(it.value_type)) else {
            continue;
        };
        let _ = writeln!(
            text,
            "            #[diagnostic::on_unimplemented(
                message = \"`{key}` takes {words}, found `{{Self}}`\",
                label = \"expected {words}, found `{{Self}}`\"
            )]
            {}: {value};",
            constant(key).to_lowercase(),
        );
    }
    text.push_str("        }\n    };\n}\n");
    text
}

/// The Rust type of a plain value, and its name in messages.
fn plain(value_type: &str) -> Option<(&'static str, &'static str)> {
    Some(match value_type {
        "int" => ("i64", "an integer"),
        "double" => ("f64", "a floating-point number"),
        "boolean" => ("bool", "a boolean"),
        "string[]" => ("[&'static str]", "a list of strings"),
        "string" | "enum" => ("str", "a string"),
        _ => return None,
    })
}

/// The well-known values of each attribute that has some, in either profile.
pub(super) fn members(registry: &Registry) -> String {
    let mut text = HEADER.to_owned();
    for (key, entry) in registry.attributes.iter().filter(|(_, e)| e.is_current()) {
        let mut values: Vec<&String> = Vec::new();
        for value in definitions(entry).flat_map(|definition| &definition.members) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        if !values.is_empty() {
            let _ = writeln!(
                text,
                "/// Well-known values of `{key}`, in either profile.\npub const {}: &[&str] = {};",
                constant(key),
                texts(values)
            );
        }
    }
    text
}

/// The variant of `ValueType` for a type of the model.
fn variant(value_type: &str) -> &'static str {
    match value_type {
        "int" => "Int",
        "double" => "Double",
        "boolean" => "Boolean",
        "string[]" => "Strings",
        "int[]" => "Ints",
        "double[]" => "Doubles",
        "boolean[]" => "Booleans",
        "any" => "Any",
        "template[string]" => "StringTemplate",
        "template[string[]]" => "StringsTemplate",
        _ => "String",
    }
}

fn definition(definition: Option<&Attribute>) -> String {
    let Some(attribute) = definition else {
        return "None".to_owned();
    };
    let stability = match attribute.stability.as_str() {
        "stable" => "Stable",
        "release_candidate" => "ReleaseCandidate",
        _ => "Development",
    };
    let mut text = format!(
        "Some(Definition::new(ValueType::{}, Stability::{stability})",
        variant(attribute.value_type)
    );
    if !attribute.members.is_empty() {
        let _ = write!(text, ".members({})", texts(&attribute.members));
    }
    match &attribute.deprecated {
        None => {}
        Some(Deprecation::Removed) => text.push_str(".deprecated(Deprecation::Removed)"),
        Some(Deprecation::RenamedTo(to)) => {
            let _ = write!(text, ".deprecated(Deprecation::RenamedTo({to:?}))");
        }
    }
    text.push(')');
    text
}

fn definitions(entry: &Entry) -> impl Iterator<Item = &Attribute> {
    entry.latest.iter().chain(&entry.v1_41)
}

/// "Integer. " or "Integer in latest, double in v1.41. "
fn kind(entry: &Entry) -> String {
    let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (profile, definition) in [("latest", &entry.latest), ("v1.41", &entry.v1_41)] {
        if let Some(definition) = definition {
            let word = match definition.value_type {
                "int" => "integer",
                "double" => "double",
                "boolean" => "boolean",
                "string[]" => "list of text",
                "int[]" => "list of integers",
                "double[]" => "list of doubles",
                "boolean[]" => "list of booleans",
                "any" => "structured value",
                "template[string]" => "text for each name",
                "template[string[]]" => "list of text for each name",
                _ => "text",
            };
            kinds.entry(word).or_default().push(profile);
        }
    }
    let words: Vec<_> = match kinds.len() {
        1 => kinds.into_keys().map(str::to_owned).collect(),
        _ => {
            let words = kinds.into_iter();
            words
                .map(|(word, profiles)| format!("{word} in {}", profiles.join(", ")))
                .collect()
        }
    };
    let sentence = words.join(", ");
    let mut letters = sentence.chars();
    match letters.next() {
        Some(first) => format!("{}{}. ", first.to_uppercase(), letters.as_str()),
        None => String::new(),
    }
}

fn availability(entry: &Entry) -> String {
    let latest = entry.latest.as_ref().or(entry.v1_41.as_ref());
    let deprecated = latest.and_then(|definition| definition.deprecated.as_ref());
    match (deprecated, &entry.v1_41, &entry.latest) {
        (Some(Deprecation::RenamedTo(to)), ..) => format!("Deprecated: renamed to `{to}`."),
        (Some(Deprecation::Removed), ..) => "Deprecated.".to_owned(),
        (None, None, _) => "Only in latest.".to_owned(),
        (None, _, None) => "Only in v1.41.".to_owned(),
        _ => String::new(),
    }
}
