//! The keys and types of attributes in a table of their own. Programs that need no more are linked without the large
//! table, which also describes the attributes.

use crate::definition::attribute::{Attribute, Definition};
use crate::generated::attributes::{ATTRIBUTES, TEMPLATES};
use crate::look_up::{is_beneath, look_up};
use crate::profile::Profile;
use crate::value_type::ValueType;

/// An attribute without its description.
#[derive(Clone, Copy)]
pub(crate) struct Outline {
    key: &'static str,
    v1_41: Option<Use>,
    latest: Option<Use>,
}

/// How a profile uses an attribute.
#[derive(Clone, Copy)]
pub(crate) struct Use {
    pub(crate) value_type: ValueType,
    /// Whether the profile has not deprecated it.
    pub(crate) is_current: bool,
}

impl Outline {
    const fn of(attribute: &Attribute) -> Self {
        Self {
            key: attribute.key,
            v1_41: Use::of(attribute.v1_41.as_ref()),
            latest: Use::of(attribute.latest.as_ref()),
        }
    }

    /// How a profile uses the attribute; `None` if it does not have it.
    pub(crate) const fn in_profile(&self, profile: Profile) -> Option<Use> {
        match profile {
            Profile::V1_41 => self.v1_41,
            Profile::Latest => self.latest,
        }
    }
}

impl Use {
    const fn of(definition: Option<&Definition>) -> Option<Self> {
        match definition {
            Some(definition) => Some(Self {
                value_type: definition.value_type,
                is_current: definition.deprecation.is_none(),
            }),
            None => None,
        }
    }
}

static OUTLINES: [Outline; ATTRIBUTES.len()] = {
    let none = Outline {
        key: "",
        v1_41: None,
        latest: None,
    };
    let mut outlines = [none; ATTRIBUTES.len()];
    let mut attributes = ATTRIBUTES;
    let mut room: &mut [Outline] = &mut outlines;
    while let ([attribute, more @ ..], [outline, rest @ ..]) = (attributes, room) {
        *outline = Outline::of(attribute);
        (attributes, room) = (more, rest);
    }
    outlines
};

look_up! {
    const fn exact(key) -> Outline { key }
}

/// Finds an attribute by its key, in either profile, or the template that the key stands beneath.
pub(crate) const fn outline(key: &str) -> Option<&'static Outline> {
    match exact(&OUTLINES, key) {
        Some(outline) => Some(outline),
        None => match template(key) {
            Some(template) => exact(&OUTLINES, template),
            None => None,
        },
    }
}

/// Finds the template that a key stands beneath.
pub(crate) const fn template(key: &str) -> Option<&'static str> {
    let mut templates = TEMPLATES;
    while let [template, rest @ ..] = templates {
        if is_beneath(key, template) {
            return Some(template);
        }
        templates = rest;
    }
    None
}
