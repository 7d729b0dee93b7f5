//! Suggestions for unknown keys.

use crate::attribute::{Attribute, attributes};
use crate::nearest::nearest;
use crate::profile::Profile;
use crate::rename::{Rename, renamed, renames};

/// What an unknown key probably means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Suggestion {
    /// The key itself was renamed or removed, or is another library's: a fact.
    Renamed(&'static Rename),
    /// The same words in another spelling: upper case, other separators, another library's prefix.
    Spelling(&'static str),
    /// A key that differs by a letter or two: a guess.
    Nearest(&'static str),
}

impl Suggestion {
    /// Returns the key to write instead, if there is exactly one.
    pub fn key(self) -> Option<&'static str> {
        match self {
            Self::Spelling(key) | Self::Nearest(key) => Some(key),
            Self::Renamed(rename) => match rename.to {
                [key] => Some(key),
                _ => None,
            },
        }
    }
}

/// Suggests what to write instead of a key that [`attribute`](crate::attribute::attribute) does not find, or
/// that no profile uses any more: first exact renames, then other spellings, then the nearest key.
///
/// # Examples
///
/// ```
/// use genai_semconv::suggest::{Suggestion, suggest};
///
/// let key = |key| suggest(key).and_then(Suggestion::key);
/// assert_eq!(key("gen_ai.system"), Some("gen_ai.provider.name"));
/// assert_eq!(key("llm.request.maxTokens"), Some("gen_ai.request.max_tokens"));
/// assert_eq!(key("gen_ai.request.temprature"), Some("gen_ai.request.temperature"));
/// assert_eq!(key("acme.mood"), None);
/// ```
pub fn suggest(key: &str) -> Option<Suggestion> {
    renamed(key)
        .map(Suggestion::Renamed)
        .or_else(|| respelt(key).map(Suggestion::Spelling))
        .or_else(|| nearest(key, current()).map(Suggestion::Nearest))
}

/// Suggests what to write instead of a key outside of the conventions' namespaces that, namespace included, is
/// so near to a GenAI key that it is hardly a name of the writer's own.
///
/// # Examples
///
/// ```
/// use genai_semconv::suggest::{Suggestion, misspelt_namespace};
///
/// let key = |key| misspelt_namespace(key).and_then(Suggestion::key);
/// assert_eq!(key("gen_a.request.seed"), Some("gen_ai.request.seed"));
/// assert_eq!(key("gen_ai_request_model"), Some("gen_ai.request.model"));
/// assert_eq!(key("request.model"), None);
/// ```
pub fn misspelt_namespace(key: &str) -> Option<Suggestion> {
    let genai = || {
        let namespaces = ["gen_ai.", "openai.", "mcp.", "aws.bedrock."].into_iter();
        current().filter(move |key| {
            namespaces
                .clone()
                .any(|namespace| key.starts_with(namespace))
        })
    };
    genai()
        .find(|known| letters(known).eq(letters(key)))
        .map(Suggestion::Spelling)
        .or_else(|| nearest(key, genai()).map(Suggestion::Nearest))
}

fn current() -> impl Iterator<Item = &'static str> {
    let is_current = |attribute: &&Attribute| {
        Profile::ALL
            .into_iter()
            .any(|profile| attribute.is_current(profile))
    };
    attributes()
        .iter()
        .filter(is_current)
        .map(|attribute| attribute.key)
}

/// Finds the key, or the replacement of the name, that has the same letters once case, separators and
/// prefixes are put aside.
fn respelt(key: &str) -> Option<&'static str> {
    let same = |other: &str| letters(bare(key)).eq(letters(bare(other)));
    current().find(|known| same(known)).or_else(|| {
        let rename = renames().iter().find(|rename| same(rename.from))?;
        match rename.to {
            [to] => Some(*to),
            _ => None,
        }
    })
}

fn bare(key: &str) -> &str {
    let prefixes = ["gen_ai.", "genai.", "gen-ai.", "llm.", "ai."];
    let without = prefixes.into_iter().find_map(|prefix| {
        let (beginning, rest) = key.split_at_checked(prefix.len())?;
        beginning.eq_ignore_ascii_case(prefix).then_some(rest)
    });
    without.unwrap_or(key)
}

fn letters(key: &str) -> impl Iterator<Item = char> {
    key.chars()
        .filter(|letter| letter.is_alphanumeric())
        .map(|letter| letter.to_ascii_lowercase())
}
