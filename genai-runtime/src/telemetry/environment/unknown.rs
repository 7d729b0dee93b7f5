//! Warns of unknown variables with this crate's prefix.

use std::ffi::OsString;

use genai_semconv::nearest::nearest;

use crate::content::{VALUES_VARIABLE, error_texts};
use crate::signals::purpose;
use crate::telemetry::diagnostics::quoted;

/// The prefix of this crate's own variables.
const PREFIX: &str = "GENAI_RUNTIME_";

const KNOWN: [&str; 3] = [error_texts::VARIABLE, purpose::VARIABLE, VALUES_VARIABLE];

/// A warning for every unknown name with the prefix. Values are not read.
pub(crate) fn warnings(names: impl Iterator<Item = OsString>) -> Vec<String> {
    let names = names.filter_map(|name| name.into_string().ok());
    let unknown = names.filter(|name| name.starts_with(PREFIX) && !KNOWN.contains(&name.as_str()));
    unknown.map(|name| warning(&name)).collect()
}

fn warning(name: &str) -> String {
    let shown = quoted(name);
    match nearest(name, KNOWN) {
        Some(near) => format!("`{shown}` is no variable; did you mean `{near}`?"),
        None => format!(
            "`{shown}` is no variable; those of this crate are `{}`",
            KNOWN.join("`, `")
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::warnings;

    fn of(names: &[&str]) -> Vec<String> {
        warnings(names.iter().map(Into::into))
    }

    #[test]
    fn a_misspelt_variable_is_mentioned() {
        assert_eq!(
            of(&["GENAI_RUNTIME_EROR_TEXTS"]),
            [
                "`GENAI_RUNTIME_EROR_TEXTS` is no variable; did you mean `GENAI_RUNTIME_ERROR_TEXTS`?"
            ]
        );
        assert_eq!(
            of(&["GENAI_RUNTIME_REDACTION"]),
            [
                "`GENAI_RUNTIME_REDACTION` is no variable; those of this crate are `GENAI_RUNTIME_ERROR_TEXTS`, \
                 `GENAI_RUNTIME_BAGGAGE_ATTRIBUTES`, `GENAI_RUNTIME_OPENINFERENCE_VALUES`"
            ]
        );
    }

    #[test]
    fn known_variables_and_those_of_others_are_not() {
        let names = [
            "GENAI_RUNTIME_ERROR_TEXTS",
            "GENAI_RUNTIME_BAGGAGE_ATTRIBUTES",
            "GENAI_RUNTIME_OPENINFERENCE_VALUES",
            "GENAI_RUNTIMES",
            "OTEL_SERVICE_NAME",
            "",
        ];
        assert_eq!(of(&names), [""; 0]);
    }
}
