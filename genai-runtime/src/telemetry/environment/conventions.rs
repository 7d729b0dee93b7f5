//! `OTEL_SEMCONV_STABILITY_OPT_IN`.

use super::Variables;
use crate::signals::Conventions;
use crate::signals::conventions::{VARIABLE, choices};

/// The conventions that are opted in to, if the variable is set. Only values for the GenAI conventions are looked at: others are for
/// other instrumentations.
pub(super) fn read(variables: &Variables<'_>) -> Option<Conventions> {
    let text = variables.text(VARIABLE, "v1.41")?;
    let said = text.split(',').map(str::trim);
    for said in said.filter(|said| said.starts_with("gen_ai")) {
        if !choices().contains(&said) {
            let expected = format!("one of `{}`", choices().join("`, `"));
            variables.refuse(VARIABLE, said, &expected, "the other values");
        }
    }
    Some(Conventions::from_opt_in(&text))
}
