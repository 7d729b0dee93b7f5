//! `GENAI_RUNTIME_BAGGAGE_ATTRIBUTES`.

use super::Variables;
use crate::chain::is_of_one_span;
use crate::signals::purpose::{VARIABLE, keys};

/// The keys of baggage to write on spans; none if the variable is unset or `none`.
pub(super) fn attributes(variables: &Variables<'_>) -> Vec<String> {
    let list = variables.text(VARIABLE, "none");
    let mut keys = list.map(|list| keys(&list)).unwrap_or_default();
    keys.retain(|key| {
        let is_wrong = is_of_one_span(key);
        if is_wrong {
            let expected = "keys that describe a whole chain, such as `app.feature`";
            variables.refuse(VARIABLE, key, expected, "the other keys");
        }
        !is_wrong
    });
    keys
}

#[cfg(test)]
mod tests {
    use super::super::tests::{bad, clean};
    use crate::signals::purpose::VARIABLE;

    #[test]
    fn the_variable_lists_baggage() {
        for (list, expected) in [
            ("", &[][..]),
            ("none", &[]),
            ("app.tenant, session.id", &["app.tenant", "session.id"]),
        ] {
            let found = clean(&[(VARIABLE, list)]).baggage_attributes;
            assert_eq!(found, expected, "{list}");
        }
    }

    #[test]
    fn a_key_that_describes_a_single_span_is_refused() {
        let warning = "`GENAI_RUNTIME_BAGGAGE_ATTRIBUTES` is `error.type`: expected keys that describe a whole chain, \
                       such as `app.feature`; using the other keys";
        bad(&[(&[(VARIABLE, "error.type")], warning)]);
    }
}
