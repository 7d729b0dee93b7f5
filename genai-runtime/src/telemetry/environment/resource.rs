//! `OTEL_RESOURCE_ATTRIBUTES`.

use opentelemetry::KeyValue;

use super::Variables;
use super::pairs::pairs;
use crate::telemetry::diagnostics::quoted;

/// The attributes; none of them if one entry is malformed, as the specification demands.
pub(super) fn attributes(variables: &Variables<'_>) -> Vec<KeyValue> {
    let name = "OTEL_RESOURCE_ATTRIBUTES";
    let Some(list) = variables.text(name, "none of its attributes") else {
        return Vec::new();
    };
    let attributes: Result<Vec<_>, _> = pairs(&list).collect();
    match attributes {
        Ok(attributes) => attributes
            .into_iter()
            .map(|(key, value)| KeyValue::new(key, value))
            .collect(),
        Err(entry) => {
            variables.warn(format!(
                "`{name}` has the entry `{}`: expected `key=value`, percent-encoded, separated by commas; \
                 using none of its attributes",
                quoted(entry)
            ));
            Vec::new()
        }
    }
}
