//! `OTEL_SEMCONV_STABILITY_OPT_IN`.

use super::Variables;
use crate::signals::Conventions;
use crate::signals::conventions::{CHOICES, VARIABLE};

/// The conventions that are opted in to, if the variable is set. Only values for the GenAI conventions are looked at: others are for
/// other instrumentations.
pub(super) fn read(variables: &Variables<'_>) -> Option<Conventions> {
    let text = variables.text(VARIABLE, "v1.41")?;
    let choices = text.split(',').map(str::trim);
    for choice in choices.filter(|choice| choice.starts_with("gen_ai")) {
        if !CHOICES.contains(&choice) {
            let expected = format!("one of `{}`", CHOICES.join("`, `"));
            variables.refuse(VARIABLE, choice, &expected, "the other values");
        }
    }
    Some(Conventions::from_opt_in(&text))
}
