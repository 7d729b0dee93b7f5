//! Classifies keys by the written profiles.

use genai_semconv::Profile;
use genai_semconv::attribute::{
    AZURE_RESOURCE_PROVIDER_NAMESPACE, Attribute, Definition, Deprecation, attribute, is_reserved,
    key_in,
};
use genai_semconv::rename::{Rename, RenameKind, renamed};
use genai_semconv::suggest::{Suggestion, misspelt_namespace, suggest};

use super::facts::is_beneath;
use super::profiles::Profiles;

/// The status of a key in the written profiles.
#[derive(Debug)]
pub(super) enum KeyStatus {
    /// Outside of the conventions: the user's own.
    Own,
    /// A written profile has it.
    Current(Vec<&'static Definition>),
    /// A name from before v1.37, which the [`Conventions`](crate::Conventions) ask for.
    Legacy,
    /// Renamed, removed or deprecated; the message says what to write instead.
    Replaced(String),
    /// Defined only in a profile that is not written; `counterpart` is its name in a written one.
    OtherProfile {
        profile: Profile,
        definition: &'static Definition,
        counterpart: Option<&'static str>,
    },
    /// In a namespace of the conventions, but not defined; the key that was probably meant.
    Unknown(Option<&'static str>),
}

pub(super) fn key_status(key: &str, profiles: &Profiles) -> KeyStatus {
    if profiles.allow_legacy(key) {
        return KeyStatus::Legacy;
    }
    let Some(attribute) = attribute(key) else {
        return status_of_unknown(key);
    };
    if attribute.is_template() && attribute.key == key {
        // The name that the user chooses is missing.
        return KeyStatus::Unknown(None);
    }
    let current = |profile: Profile| definition(attribute, profile);
    let written: Vec<_> = profiles.written().filter_map(current).collect();
    if !written.is_empty() {
        return KeyStatus::Current(written);
    }
    if let Some(replacement) = replacement(attribute, profiles) {
        return KeyStatus::Replaced(replacement);
    }
    let other = profiles
        .others()
        .find_map(|profile| Some((profile, current(profile)?)));
    match other {
        Some((profile, definition)) => KeyStatus::OtherProfile {
            profile,
            definition,
            counterpart: counterpart(attribute.key, profiles),
        },
        None => KeyStatus::Replaced(instead(renamed(key))),
    }
}

fn status_of_unknown(key: &str) -> KeyStatus {
    if !is_reserved(key) {
        return match misspelt_namespace(key) {
            None => KeyStatus::Own,
            Some(meant) => KeyStatus::Unknown(meant.key()),
        };
    }
    match renamed(key).filter(|rename| rename.kind != RenameKind::Vendor) {
        Some(rename) => KeyStatus::Replaced(instead(Some(rename))),
        None => KeyStatus::Unknown(suggest(key).and_then(Suggestion::key)),
    }
}

/// The definition of an attribute in a profile, unless it is deprecated there.
fn definition(attribute: &'static Attribute, profile: Profile) -> Option<&'static Definition> {
    let definition = attribute.definition(profile)?;
    definition.deprecation.is_none().then_some(definition)
}

/// What to write instead of an attribute that a written profile has deprecated or removed.
fn replacement(attribute: &Attribute, profiles: &Profiles) -> Option<String> {
    let deprecation = |profile| attribute.definition(profile)?.deprecation;
    let rename = renamed(attribute.key);
    match profiles.written().find_map(deprecation) {
        Some(Deprecation::RenamedTo(key)) => Some(format!("was renamed to `{key}`")),
        Some(Deprecation::Removed) => Some(instead(rename)),
        // The tables of the latest profile do not list removed attributes.
        None => {
            let is_latest = profiles.written().any(|it| it == Profile::Latest);
            rename
                .filter(|rename| is_latest && rename.kind != RenameKind::Vendor)
                .map(|rename| instead(Some(rename)))
        }
        Some(_) => Some("is deprecated".to_owned()),
    }
}

fn instead(rename: Option<&Rename>) -> String {
    let Some(rename) = rename else {
        return "was removed".to_owned();
    };
    let to: Vec<_> = rename.to.iter().map(|key| format!("`{key}`")).collect();
    match (rename.kind, &to[..]) {
        (_, []) => "was removed".to_owned(),
        (RenameKind::Otel, [to]) => format!("was renamed to {to}"),
        _ => format!("was removed; write {}", to.join(" or ")),
    }
}

fn counterpart(key: &'static str, profiles: &Profiles) -> Option<&'static str> {
    let own = |profile| key_in(profile, key);
    profiles.written().find_map(own).filter(|own| *own != key)
}

/// Whether only GenAI signals use a key, so that their definitions list all places where it belongs.
pub(super) fn is_of_genai(key: &str) -> bool {
    const NAMESPACES: [&str; 4] = ["gen_ai", "openai", "aws.bedrock", "mcp"];
    let mut namespaces = NAMESPACES.iter();
    namespaces.any(|namespace| is_beneath(key, namespace))
        || key == AZURE_RESOURCE_PROVIDER_NAMESPACE
}
