//! Further attribute names for captured content, for backends that do not read the current ones.

use genai_semconv::attribute;

use super::captured::Shape;
use super::openinference;

/// The further names that are enabled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct FurtherNames {
    /// The names of attributes with messages before release 1.37 of the conventions.
    pub(crate) former: bool,
    /// `input.value` and `output.value`.
    pub(crate) openinference: bool,
}

impl FurtherNames {
    /// The number of names of messages, including their own.
    pub(crate) fn of_messages(self) -> usize {
        1 + usize::from(self.former) + usize::from(self.openinference)
    }

    /// The number of names of the content of steps, including their own.
    #[cfg(feature = "sdk")]
    pub(crate) fn of_steps(self) -> usize {
        1 + usize::from(self.openinference)
    }

    /// The number of names of an attribute, including its own.
    pub(crate) fn of(self, key: &str) -> usize {
        let former = self.former && former_name(key).is_some();
        let openinference = self.openinference && openinference::direction(key).is_some();
        1 + usize::from(former) + usize::from(openinference)
    }

    /// The further attributes for an attribute.
    pub(crate) fn attributes(self, key: &str, shape: &Shape) -> Vec<(&'static str, String)> {
        let mut attributes = Vec::new();
        if let Some(name) = former_name(key).filter(|_| self.former) {
            let (Shape::Text(text) | Shape::Json(text)) = shape;
            attributes.push((name, text.clone()));
        }
        if self.openinference {
            attributes.extend(openinference::attributes(key, shape));
        }
        attributes
    }
}

fn former_name(key: &str) -> Option<&'static str> {
    match key {
        attribute::GEN_AI_INPUT_MESSAGES => Some(attribute::GEN_AI_PROMPT),
        attribute::GEN_AI_OUTPUT_MESSAGES => Some(attribute::GEN_AI_COMPLETION),
        _ => None,
    }
}
