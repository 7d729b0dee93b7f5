//! `OTEL_SEMCONV_STABILITY_OPT_IN`.

use super::Variables;
use crate::signals::Conventions;
use crate::signals::conventions::{VARIABLE, choices};

/// The conventions that are opted in to, if the variable is set. Values of other than the GenAI conventions are for
/// other instrumentations, and ignored.
pub(super) fn read(variables: &Variables<'_>) -> Option<Conventions> {
    let text = variables.text(VARIABLE, "v1.41")?;
    let entries = text.split(',').map(str::trim);
    for entry in entries.filter(|entry| entry.starts_with("gen_ai")) {
        if !choices().contains(&entry) {
            let expected = format!("one of `{}`", choices().join("`, `"));
            variables.refuse(VARIABLE, entry, &expected, "the other values");
        }
    }
    Some(Conventions::from_opt_in(&text))
}
