//! What attributes with messages were called before release 1.37 of the conventions, whose readers find them so.

use genai_semconv::attribute;

/// The former name of an attribute, if it had one.
pub(crate) fn former_name(key: &str) -> Option<&'static str> {
    match key {
        attribute::GEN_AI_INPUT_MESSAGES => Some(attribute::GEN_AI_PROMPT),
        attribute::GEN_AI_OUTPUT_MESSAGES => Some(attribute::GEN_AI_COMPLETION),
        _ => None,
    }
}
