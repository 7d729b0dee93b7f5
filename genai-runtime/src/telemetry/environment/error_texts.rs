//! `GENAI_RUNTIME_ERROR_TEXTS`.

use super::Variables;
use crate::content::ErrorTexts;
use crate::content::error_texts::VARIABLE;

/// Whether texts of errors leave, if the variable is set. A bad value withholds them.
pub(super) fn read(variables: &Variables<'_>) -> Option<ErrorTexts> {
    let text = variables.text(VARIABLE, "`withheld`")?;
    let error_texts = ErrorTexts::from_text(&text);
    if error_texts.is_none() {
        variables.refuse(VARIABLE, &text, "`redacted` or `withheld`", "`withheld`");
    }
    Some(error_texts.unwrap_or(ErrorTexts::Withheld))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{clean, settings};
    use crate::content::ErrorTexts::{Redacted, Withheld};
    use crate::content::error_texts::VARIABLE;

    #[test]
    fn texts_of_errors_leave_as_the_variable_says() {
        for (value, expected) in [
            ("", None),
            ("Redacted", Some(Redacted)),
            ("withheld", Some(Withheld)),
        ] {
            assert_eq!(clean(&[(VARIABLE, value)]).error_texts, expected, "{value}");
        }
    }

    #[test]
    fn anything_else_withholds_them() {
        let warning = "`GENAI_RUNTIME_ERROR_TEXTS` is `no`: expected `redacted` or `withheld`; using `withheld`";
        let (found, warnings) = settings(&[(VARIABLE, "no")]);
        assert_eq!(found.error_texts, Some(Withheld));
        assert_eq!(warnings, [warning]);
    }
}
