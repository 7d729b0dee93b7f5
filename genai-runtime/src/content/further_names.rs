//! By which names besides its own a span says captured content, for readers that know no others.

use genai_semconv::attribute;

use super::captured::Shape;
use super::openinference;

/// The further names that are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct FurtherNames {
    /// What attributes with messages were called before release 1.37 of the conventions.
    pub(crate) former: bool,
    /// `input.value` and `output.value`.
    pub(crate) openinference: bool,
}

impl FurtherNames {
    /// By how many names messages are said, their own among them.
    pub(crate) fn of_messages(self) -> usize {
        1 + usize::from(self.former) + usize::from(self.openinference)
    }

    /// By how many names what steps take and give is said.
    #[cfg(feature = "sdk")]
    pub(crate) fn of_steps(self) -> usize {
        1 + usize::from(self.openinference)
    }

    /// By how many names an attribute is said.
    pub(crate) fn of(self, key: &str) -> usize {
        let former = self.former && former_name(key).is_some();
        let openinference = self.openinference && openinference::direction(key).is_some();
        1 + usize::from(former) + usize::from(openinference)
    }

    /// What else is said of an attribute.
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
