//! Attributes, and what each profile says about them.

use crate::profile::Profile;
use crate::value_type::ValueType;

/// An attribute of the conventions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Attribute {
    /// The key; for a template, the part before the chosen name.
    pub key: &'static str,
    /// One line, in the registry's own words.
    pub description: &'static str,
    /// What v1.41 says; `None` if it does not have the attribute.
    pub v1_41: Option<Definition>,
    /// What the latest conventions say; `None` if they do not have the attribute.
    pub latest: Option<Definition>,
}

/// What one profile says about an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Definition {
    /// The type of the value.
    pub value_type: ValueType,
    /// Well-known values: one of these must be used where it applies, any other is allowed where none
    /// does. Empty if there are none.
    pub members: &'static [&'static str],
    /// Stability of the definition.
    pub stability: Stability,
    /// Set if the attribute should no longer be used.
    pub deprecation: Option<Deprecation>,
}

/// Stability of a definition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stability {
    /// May change.
    Development,
    /// About to be stable.
    ReleaseCandidate,
    /// Will not change.
    Stable,
}

/// What replaces a deprecated attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Deprecation {
    /// A key with the same meaning.
    RenamedTo(&'static str),
    /// Nothing with the same meaning; [`renamed`](crate::rename::renamed) may know the nearest key.
    Removed,
}

impl Attribute {
    /// Returns what a profile says about the attribute.
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_semconv::{Profile, ValueType, attribute};
    ///
    /// let top_k = attribute::attribute(attribute::GEN_AI_REQUEST_TOP_K).expect("it is known");
    /// let type_in = |profile| top_k.definition(profile).map(|definition| definition.value_type);
    /// assert_eq!(type_in(Profile::Latest), Some(ValueType::Int));
    /// assert_eq!(type_in(Profile::V1_41), Some(ValueType::Double));
    /// ```
    pub const fn definition(&self, profile: Profile) -> Option<&Definition> {
        match profile {
            Profile::V1_41 => self.v1_41.as_ref(),
            Profile::Latest => self.latest.as_ref(),
        }
    }

    /// Returns whether a profile has the attribute and has not deprecated it.
    pub const fn is_current(&self, profile: Profile) -> bool {
        match self.definition(profile) {
            Some(definition) => definition.deprecation.is_none(),
            None => false,
        }
    }

    /// Returns whether the key is followed by a name that the user chooses.
    pub const fn is_template(&self) -> bool {
        match (&self.latest, &self.v1_41) {
            (Some(definition), _) | (None, Some(definition)) => definition.value_type.is_template(),
            (None, None) => false,
        }
    }
}

impl Definition {
    pub(crate) const fn new(value_type: ValueType, stability: Stability) -> Self {
        Self {
            value_type,
            members: &[],
            stability,
            deprecation: None,
        }
    }

    pub(crate) const fn members(mut self, members: &'static [&'static str]) -> Self {
        self.members = members;
        self
    }

    pub(crate) const fn deprecated(mut self, deprecation: Deprecation) -> Self {
        self.deprecation = Some(deprecation);
        self
    }
}
