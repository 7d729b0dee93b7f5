//! The conventions' YAML as written. One set of types covers both formats, `definition/2` and the older `groups`.
//! Nothing is interpreted here. Unknown fields are ignored, except sections of a file, which could define names.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::IgnoredAny;

/// One file of the conventions.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct File {
    #[serde(rename = "file_format")]
    pub(crate) format: Option<String>,
    pub(crate) imports: Imports,
    pub(crate) groups: Vec<Item>,
    pub(crate) attributes: Vec<Member>,
    pub(crate) attribute_groups: Vec<Item>,
    pub(crate) spans: Vec<Item>,
    pub(crate) span_refinements: Vec<Item>,
    pub(crate) metrics: Vec<Item>,
    pub(crate) metric_refinements: Vec<Item>,
    pub(crate) events: Vec<Item>,
    pub(crate) entities: Vec<Item>,
}

/// A file's imports from the conventions that it depends on: names, or prefixes that end in `*`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Imports {
    pub(crate) spans: Vec<String>,
    pub(crate) metrics: Vec<String>,
    pub(crate) events: Vec<String>,
    pub(crate) entities: Vec<String>,
    pub(crate) attribute_groups: Vec<String>,
}

/// A group of the older format, or an attribute group, signal, refinement or entity of the newer one.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Item {
    pub(crate) id: Option<String>,
    pub(crate) r#type: Option<String>,
    pub(crate) name: Option<Name>,
    pub(crate) r#ref: Option<String>,
    pub(crate) extends: Option<String>,
    pub(crate) metric_name: Option<String>,
    pub(crate) span_kind: Option<String>,
    pub(crate) kind: Option<String>,
    pub(crate) instrument: Option<String>,
    pub(crate) unit: Option<String>,
    pub(crate) brief: Option<String>,
    pub(crate) note: Option<String>,
    pub(crate) deprecated: Option<Deprecated>,
    pub(crate) annotations: Annotations,
    pub(crate) attributes: Vec<Member>,
    pub(crate) identity: Vec<Member>,
    pub(crate) description: Vec<Member>,
}

/// An attribute that an item defines or refers to, or a group that it includes.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Member {
    pub(crate) id: Option<String>,
    pub(crate) key: Option<String>,
    pub(crate) r#ref: Option<String>,
    pub(crate) ref_group: Option<String>,
    pub(crate) r#type: Option<Type>,
    pub(crate) stability: Option<String>,
    pub(crate) deprecated: Option<Deprecated>,
    pub(crate) requirement_level: Option<Level>,
    pub(crate) sampling_relevant: Option<bool>,
}

/// The name of a metric or event, or the rule for a span's name.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Name {
    Word(String),
    Rule { note: String },
}

/// The type of an attribute's value.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Type {
    Named(String),
    Enumeration { members: Vec<EnumerationMember> },
}

/// A well-known value.
#[derive(Debug, Deserialize)]
pub(crate) struct EnumerationMember {
    pub(crate) value: EnumerationValue,
    pub(crate) deprecated: Option<Deprecated>,
}

/// A well-known value is text or a number.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum EnumerationValue {
    Text(String),
    Number(IgnoredAny),
}

/// Why something should no longer be used.
#[derive(Debug, Deserialize)]
pub(crate) struct Deprecated {
    pub(crate) renamed_to: Option<String>,
}

/// A requirement level, plain or with its condition.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Level {
    Plain(String),
    Conditional(Conditional),
}

/// A requirement level with a condition, whose text is not needed.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Conditional {
    ConditionallyRequired(IgnoredAny),
    Recommended(IgnoredAny),
    OptIn(IgnoredAny),
}

/// Hints to generators of code.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Annotations {
    pub(crate) code_generation: CodeGeneration,
}

/// The type of a metric's values.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CodeGeneration {
    pub(crate) metric_value_type: Option<String>,
}

/// Reads every YAML file in a directory tree, in the order of their paths, except manifests, which define nothing.
///
/// # Errors
///
/// The file and the line of what cannot be read.
pub(crate) fn read(directory: &Path) -> Result<Vec<(String, String)>, String> {
    let mut found = Vec::new();
    collect(directory, "", &mut found)?;
    found.sort();
    if found.is_empty() {
        return Err(format!("{}: no YAML file in it", directory.display()));
    }
    Ok(found)
}

/// Parses one file.
///
/// # Errors
///
/// The file and the line of what cannot be parsed.
pub(crate) fn parse(name: &str, text: &str) -> Result<File, String> {
    let file: File = serde_saphyr::from_str(text).map_err(|error| format!("{name}: {error}"))?;
    match file.format.as_deref() {
        None | Some("definition/2") => Ok(file),
        Some(other) => Err(format!("{name}: unknown file format `{other}`")),
    }
}

fn collect(
    directory: &Path,
    prefix: &str,
    found: &mut Vec<(String, String)>,
) -> Result<(), String> {
    let error = |error: std::io::Error| format!("{}: {error}", directory.display());
    for entry in fs::read_dir(directory).map_err(error)? {
        let path = entry.map_err(error)?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let label = format!("{prefix}{name}");
        let is_yaml = path.extension().is_some_and(|end| end == "yaml");
        if path.is_dir() {
            collect(&path, &format!("{label}/"), found)?;
        } else if is_yaml && name != "manifest.yaml" {
            let text = fs::read_to_string(&path).map_err(|error| format!("{label}: {error}"))?;
            found.push((label, text));
        }
    }
    Ok(())
}
