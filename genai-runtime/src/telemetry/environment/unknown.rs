//! Warns of unknown variables: of all with this crate's prefix, and of those that are probably misspelt names of
//! OpenTelemetry's.

use std::ffi::OsString;

use genai_semconv::nearest::nearest;

use crate::content::{self, VALUES_VARIABLE, error_texts};
use crate::signals::{conventions, purpose};
use crate::telemetry::diagnostics::quoted;

/// The prefix of this crate's own variables.
const PREFIX: &str = "GENAI_RUNTIME_";

const OWN: [&str; 3] = [error_texts::VARIABLE, purpose::VARIABLE, VALUES_VARIABLE];

/// The prefix of OpenTelemetry's variables. Other languages and instrumentations have many that are not read here.
const OTEL_PREFIX: &str = "OTEL_";

/// The variables with [`OTEL_PREFIX`] that are read here, except those of the exporters for OTLP.
const OTEL: [&str; 32] = [
    content::VARIABLE,
    conventions::VARIABLE,
    "OTEL_ATTRIBUTE_COUNT_LIMIT",
    "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT",
    "OTEL_BLRP_EXPORT_TIMEOUT",
    "OTEL_BLRP_MAX_EXPORT_BATCH_SIZE",
    "OTEL_BLRP_MAX_QUEUE_SIZE",
    "OTEL_BLRP_SCHEDULE_DELAY",
    "OTEL_BSP_EXPORT_TIMEOUT",
    "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
    "OTEL_BSP_MAX_QUEUE_SIZE",
    "OTEL_BSP_SCHEDULE_DELAY",
    "OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT",
    "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE",
    "OTEL_LINK_ATTRIBUTE_COUNT_LIMIT",
    "OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT",
    "OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT",
    "OTEL_LOGS_EXPORTER",
    "OTEL_METRICS_EXPORTER",
    "OTEL_METRIC_EXPORT_INTERVAL",
    "OTEL_METRIC_EXPORT_TIMEOUT",
    "OTEL_PROPAGATORS",
    "OTEL_RESOURCE_ATTRIBUTES",
    "OTEL_SDK_DISABLED",
    "OTEL_SERVICE_NAME",
    "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT",
    "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT",
    "OTEL_SPAN_EVENT_COUNT_LIMIT",
    "OTEL_SPAN_LINK_COUNT_LIMIT",
    "OTEL_TRACES_EXPORTER",
    "OTEL_TRACES_SAMPLER",
    "OTEL_TRACES_SAMPLER_ARG",
];

/// What the variables of the exporters for OTLP begin with, for all signals and for one.
const OTLP: [&str; 4] = [
    "OTEL_EXPORTER_OTLP_",
    "OTEL_EXPORTER_OTLP_LOGS_",
    "OTEL_EXPORTER_OTLP_METRICS_",
    "OTEL_EXPORTER_OTLP_TRACES_",
];

const OTLP_SETTINGS: [&str; 9] = [
    "CERTIFICATE",
    "CLIENT_CERTIFICATE",
    "CLIENT_KEY",
    "COMPRESSION",
    "ENDPOINT",
    "HEADERS",
    "INSECURE",
    "PROTOCOL",
    "TIMEOUT",
];

/// A warning for every unknown name that is this crate's or probably OpenTelemetry's. Values are not read.
pub(crate) fn warnings(names: impl Iterator<Item = OsString>) -> Vec<String> {
    let of_otel = of_otel();
    let names = names.filter_map(|name| name.into_string().ok());
    let warnings = names.filter_map(|name| {
        if name.starts_with(PREFIX) {
            warning_of_own(&name)
        } else {
            warning_of_otel(&name, &of_otel)
        }
    });
    warnings.collect()
}

fn warning_of_own(name: &str) -> Option<String> {
    if OWN.contains(&name) {
        return None;
    }
    let shown = quoted(name);
    Some(match nearest(name, OWN) {
        Some(near) => misspelt(name, near),
        None => format!(
            "`{shown}` is not a known variable; those of this crate are `{}`",
            OWN.join("`, `")
        ),
    })
}

fn warning_of_otel(name: &str, known: &[String]) -> Option<String> {
    if !name.starts_with(OTEL_PREFIX) || known.iter().any(|known| known == name) {
        return None;
    }
    let near = nearest(name, known.iter().map(String::as_str))?;
    Some(misspelt(name, near))
}

fn misspelt(name: &str, near: &str) -> String {
    let shown = quoted(name);
    format!("`{shown}` is not a known variable; did you mean `{near}`?")
}

/// All variables with [`OTEL_PREFIX`] that are read in some build.
fn of_otel() -> Vec<String> {
    let otlp = OTLP
        .iter()
        .flat_map(|prefix| OTLP_SETTINGS.map(|setting| format!("{prefix}{setting}")));
    OTEL.map(str::to_owned).into_iter().chain(otlp).collect()
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::super::{Variables, read};
    use super::{OTEL_PREFIX, of_otel, warnings};

    fn of(names: &[&str]) -> Vec<String> {
        warnings(names.iter().map(Into::into))
    }

    #[test]
    fn a_misspelt_variable_causes_a_warning() {
        for (name, expected) in [
            (
                "GENAI_RUNTIME_EROR_TEXTS",
                "did you mean `GENAI_RUNTIME_ERROR_TEXTS`?",
            ),
            (
                "GENAI_RUNTIME_REDACTION",
                "those of this crate are `GENAI_RUNTIME_ERROR_TEXTS`, `GENAI_RUNTIME_BAGGAGE_ATTRIBUTES`, \
                 `GENAI_RUNTIME_OPENINFERENCE_VALUES`",
            ),
            (
                "OTEL_EXPORTER_OTLP_ENPOINT",
                "did you mean `OTEL_EXPORTER_OTLP_ENDPOINT`?",
            ),
            (
                "OTEL_EXPORTER_OTLP_TRACE_HEADERS",
                "did you mean `OTEL_EXPORTER_OTLP_TRACES_HEADERS`?",
            ),
            (
                "OTEL_TRACES_SAMPLER_ARGS",
                "did you mean `OTEL_TRACES_SAMPLER_ARG`?",
            ),
            ("OTEL_SERVICENAME", "did you mean `OTEL_SERVICE_NAME`?"),
        ] {
            assert_eq!(
                of(&[name]),
                [format!("`{name}` is not a known variable; {expected}")]
            );
        }
    }

    #[test]
    fn known_variables_and_those_of_other_software_cause_no_warning() {
        let names = [
            "GENAI_RUNTIME_ERROR_TEXTS",
            "GENAI_RUNTIME_BAGGAGE_ATTRIBUTES",
            "GENAI_RUNTIME_OPENINFERENCE_VALUES",
            "GENAI_RUNTIMES",
            "OTEL_BLRP_MAX_QUEUE_SIZE",
            "OTEL_SERVICE_NAME",
            "",
            // Of the specification and of other languages.
            "OTEL_CONFIG_FILE",
            "OTEL_ENTITIES",
            "OTEL_EXPORTER_JAEGER_ENDPOINT",
            "OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION",
            "OTEL_EXPORTER_OTLP_SPAN_INSECURE",
            "OTEL_EXPORTER_PROMETHEUS_PORT",
            "OTEL_EXPORTER_ZIPKIN_ENDPOINT",
            "OTEL_GO_X_OBSERVABILITY",
            "OTEL_INSTRUMENTATION_COMMON_DEFAULT_ENABLED",
            "OTEL_INSTRUMENTATION_GENAI_COMPLETION_HOOK",
            "OTEL_JAVAAGENT_ENABLED",
            "OTEL_LOG_LEVEL",
            "OTEL_METRICS_EXEMPLAR_FILTER",
            "OTEL_NODE_ENABLED_INSTRUMENTATIONS",
            "OTEL_PYTHON_LOG_LEVEL",
            "OTEL_RESOURCE_DISABLED_KEYS",
        ];
        assert_eq!(of(&names), [""; 0]);
    }

    #[test]
    fn every_variable_that_is_read_is_known() {
        let asked = RefCell::new(Vec::new());
        let lookup = |name: &str| {
            asked.borrow_mut().push(name.to_owned());
            let value = if name == "OTEL_TRACES_SAMPLER" {
                "traceidratio"
            } else {
                ""
            };
            Some(value.into())
        };
        read(Variables::new(&lookup)).unwrap();
        let known = of_otel();
        let asked = asked.into_inner();
        assert!(asked.iter().any(|name| name == "OTEL_TRACES_SAMPLER_ARG"));
        for name in asked.iter().filter(|name| name.starts_with(OTEL_PREFIX)) {
            assert!(known.contains(name), "{name}");
        }
    }
}
