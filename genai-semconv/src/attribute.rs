//! Attributes: a constant for every key, and what each profile says about it.

pub use crate::definition::attribute::{Attribute, Definition, Deprecation, Stability};
use crate::generated::attributes::ATTRIBUTES;
pub use crate::generated::keys::*;
use crate::generated::renames::{COUNTERPARTS, RESERVED};
use crate::look_up::{is_beneath, look_up, same};
use crate::outline::{outline, template};
pub use crate::own::*;
use crate::profile::Profile;
use crate::value_type::ValueType;

look_up! {
    /// Finds the attribute with exactly this key.
    const fn exact(key) -> Attribute { key }
}

/// Finds an attribute by its key, in either profile. A key beneath a template
/// (`gen_ai.prompt.variable.user`) finds the template.
///
/// # Examples
///
/// ```
/// use genai_semconv::attribute::attribute;
///
/// assert!(attribute("gen_ai.request.model").is_some());
/// assert!(attribute("gen_ai.request.modle").is_none());
///
/// let variable = attribute("gen_ai.prompt.variable.user").expect("a template");
/// assert_eq!(variable.key, "gen_ai.prompt.variable");
/// assert!(variable.is_template());
/// ```
pub const fn attribute(key: &str) -> Option<&'static Attribute> {
    match exact(ATTRIBUTES, key) {
        Some(attribute) => Some(attribute),
        None => match template(key) {
            Some(template) => exact(ATTRIBUTES, template),
            None => None,
        },
    }
}

/// Returns all attributes, in the order of their keys.
pub const fn attributes() -> &'static [Attribute] {
    ATTRIBUTES
}

/// Returns the key under which a profile reports what `key` names: the key itself where the profile has
/// it, its counterpart where only the other profile does, `None` where the profile has neither.
///
/// # Examples
///
/// ```
/// use genai_semconv::{Profile, attribute::key_in};
///
/// let key = "gen_ai.usage.cache_write.input_tokens";
/// assert_eq!(key_in(Profile::Latest, key), Some(key));
/// assert_eq!(key_in(Profile::V1_41, key), Some("gen_ai.usage.cache_creation.input_tokens"));
/// assert_eq!(key_in(Profile::V1_41, "gen_ai.skill.name"), None);
/// ```
pub const fn key_in(profile: Profile, key: &str) -> Option<&str> {
    if let Some(outline) = outline(key)
        && let Some(used) = outline.in_profile(profile)
        && used.is_current
    {
        return Some(key);
    }
    let mut pairs = COUNTERPARTS;
    while let [(v1_41, latest), rest @ ..] = pairs {
        let (other, own) = match profile {
            Profile::V1_41 => (latest, v1_41),
            Profile::Latest => (v1_41, latest),
        };
        if same(other, key) {
            return Some(own);
        }
        pairs = rest;
    }
    None
}

/// Returns the type that a profile gives the values of an attribute, current or deprecated; `None` if the profile does
/// not have it. Unlike [`attribute`], it does not link the attributes' descriptions into the program.
///
/// # Examples
///
/// ```
/// use genai_semconv::attribute::{self, value_type_in};
/// use genai_semconv::{Profile, ValueType};
///
/// let top_k = attribute::GEN_AI_REQUEST_TOP_K;
/// assert_eq!(value_type_in(Profile::V1_41, top_k), Some(ValueType::Double));
/// assert_eq!(value_type_in(Profile::Latest, top_k), Some(ValueType::Int));
/// assert_eq!(value_type_in(Profile::Latest, "app.tenant"), None);
/// ```
pub const fn value_type_in(profile: Profile, key: &str) -> Option<ValueType> {
    match outline(key) {
        Some(outline) => match outline.in_profile(profile) {
            Some(used) => Some(used.value_type),
            None => None,
        },
        None => None,
    }
}

/// Returns whether a key is in, or equals, a namespace that the conventions own and that the registry knows
/// completely: a key that [`attribute`] does not find there is a mistake.
///
/// # Examples
///
/// ```
/// use genai_semconv::attribute::is_reserved;
///
/// assert!(is_reserved("gen_ai.request.mood"));
/// assert!(is_reserved("server.mood"));
/// assert!(is_reserved("server"));
/// assert!(!is_reserved("acme.mood"));
/// assert!(!is_reserved("gen_air.mood"));
/// ```
pub const fn is_reserved(key: &str) -> bool {
    let mut namespaces = RESERVED;
    while let [namespace, rest @ ..] = namespaces {
        if is_beneath(key, namespace) || same(key, namespace) {
            return true;
        }
        namespaces = rest;
    }
    false
}

/// Returns the namespaces that [`is_reserved`] knows.
pub const fn reserved() -> &'static [&'static str] {
    RESERVED
}
