//! Which attributes a span, metric or event carries, and their requirement levels.

use crate::attribute::attribute;
pub use crate::definition::requirement::{Level, Requirement};
use crate::look_up::{look_up, same};

look_up! {
    const fn exact(key) -> Requirement { key }
}

/// Finds the requirement for a key; one beneath a template is found by the template.
pub(crate) const fn find<'a>(
    requirements: &'a [Requirement],
    key: &str,
) -> Option<&'a Requirement> {
    match exact(requirements, key) {
        Some(requirement) => Some(requirement),
        None => match attribute(key) {
            Some(attribute) if !same(attribute.key, key) => exact(requirements, attribute.key),
            _ => None,
        },
    }
}
