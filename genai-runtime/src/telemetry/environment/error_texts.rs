//! `GENAI_RUNTIME_ERROR_TEXTS`.

use super::Variables;
use crate::content::ErrorTexts;
use crate::content::error_texts::VARIABLE;

/// Whether error texts are recorded, if the variable is set. An invalid value, or one that is not UTF-8, withholds
/// them.
pub(super) fn read(variables: &Variables<'_>) -> Option<ErrorTexts> {
    let instead = (ErrorTexts::Withheld, "`withheld`");
    let expected = "`redacted` or `withheld`";
    variables.parsed_or(VARIABLE, expected, instead, ErrorTexts::from_text)
}

#[cfg(test)]
mod tests {
    #[cfg(unix)]
    use super::super::tests::no_text;
    use super::super::tests::{clean, settings};
    use crate::content::ErrorTexts::{Redacted, Withheld};
    use crate::content::error_texts::VARIABLE;

    #[test]
    fn the_variable_chooses_the_mode_of_error_texts() {
        for (value, expected) in [
            ("", None),
            ("Redacted", Some(Redacted)),
            ("withheld", Some(Withheld)),
        ] {
            assert_eq!(clean(&[(VARIABLE, value)]).error_texts, expected, "{value}");
        }
    }

    #[test]
    fn other_values_withhold_error_texts() {
        let warning = "`GENAI_RUNTIME_ERROR_TEXTS` is `no`: expected `redacted` or `withheld`; using `withheld`";
        let (found, warnings) = settings(&[(VARIABLE, "no")]);
        assert_eq!(found.error_texts, Some(Withheld));
        assert_eq!(warnings, [warning]);
    }

    #[cfg(unix)]
    #[test]
    fn values_that_are_not_utf8_withhold_error_texts() {
        let warning = "`GENAI_RUNTIME_ERROR_TEXTS` is not valid UTF-8: expected text; using \
                       `withheld`";
        let (found, warnings) = no_text(VARIABLE);
        assert_eq!(found.error_texts, Some(Withheld));
        assert_eq!(warnings, [warning]);
    }
}
