//! `OTEL_{TRACES,METRICS,LOGS}_EXPORTER`.

use super::Variables;
use super::list::List;
use crate::telemetry::error::TelemetryError;
use crate::telemetry::exporter::Exporter;
use crate::telemetry::settings::default_exporters;
use crate::telemetry::signal::{PerSignal, Signal};

const EXPECTED: &str = match (cfg!(feature = "otlp"), cfg!(feature = "console")) {
    (true, true) => "`otlp`, `console`, `none` or a list of the first two",
    (true, false) => "`otlp` or `none`",
    (false, true) => "`console` or `none`",
    (false, false) => "`none`",
};

#[cfg(feature = "otlp")]
const DEFAULT: &str = "`otlp`";
#[cfg(not(feature = "otlp"))]
const DEFAULT: &str = "`none`";

/// The warning if no exporter is named and this build lacks the default one; `None` if the environment names one, or if
/// [`refuse_otlp`] warns already.
pub(crate) fn warning_of_silence(variables: &Variables<'_>) -> Option<&'static str> {
    let is_named = variables.text("OTEL_TRACES_EXPORTER", DEFAULT).is_some();
    (!is_named && otlp_endpoint(variables).is_none()).then_some(
        "nothing is exported: no exporter is named, and this build lacks the default one, `otlp`; set \
         `OTEL_TRACES_EXPORTER=console`, or enable the feature `otlp` of `genai-runtime`",
    )
}

/// The first variable that sets an OTLP endpoint.
fn otlp_endpoint(variables: &Variables<'_>) -> Option<&'static str> {
    let names = [
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
        "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT",
        "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
    ];
    names
        .into_iter()
        .find(|name| variables.text(name, "none").is_some())
}

/// Warns of an OTLP endpoint, which a build without the feature `otlp` cannot send to.
#[cfg(any(test, not(feature = "otlp")))]
pub(super) fn refuse_otlp(variables: &Variables<'_>) {
    if let Some(name) = otlp_endpoint(variables) {
        variables.warn(format!(
            "`{name}` is set, but this build lacks the exporter `otlp`: nothing is sent there; enable the feature `otlp` of \
             `genai-runtime`"
        ));
    }
}

/// The exporters of every signal. If telemetry is disabled, an exporter that this build lacks is only a warning.
pub(super) fn read(
    variables: &Variables<'_>,
    is_disabled: bool,
) -> Result<PerSignal<Vec<Exporter>>, TelemetryError> {
    let read = |signal| match exporters(variables, signal) {
        Err(error) if is_disabled => {
            variables.warn(error.to_string());
            Ok(Vec::new())
        }
        read => read,
    };
    Ok(PerSignal {
        traces: read(Signal::Traces)?,
        metrics: read(Signal::Metrics)?,
        logs: read(Signal::Logs)?,
    })
}

fn exporters(variables: &Variables<'_>, signal: Signal) -> Result<Vec<Exporter>, TelemetryError> {
    let name = format!("OTEL_{}_EXPORTER", signal.to_string().to_ascii_uppercase());
    let list = List {
        variable: &name,
        names: &["otlp", "console"],
        expected: EXPECTED,
        default: DEFAULT,
    };
    match list.read(variables) {
        Some(exporters) => exporters
            .into_iter()
            .map(|exporter| exporter_of(&name, exporter))
            .collect(),
        None => Ok(default_exporters()),
    }
}

fn exporter_of(variable: &str, name: &str) -> Result<Exporter, TelemetryError> {
    match name {
        #[cfg(feature = "otlp")]
        "otlp" => Ok(Exporter::otlp().into()),
        #[cfg(feature = "console")]
        "console" => Ok(Exporter::console()),
        _ => Err(TelemetryError::Unavailable(format!(
            "`{variable}` selects the exporter `{name}`, which this build lacks; enable the feature `{name}` of \
             `genai-runtime`"
        ))),
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    #[cfg(not(all(feature = "console", feature = "otlp")))]
    use super::super::tests::settings;
    use super::{Variables, refuse_otlp, warning_of_silence};

    #[test]
    fn an_endpoint_without_the_otlp_exporter_causes_one_warning() {
        let warnings = |set: &[&str]| {
            let lookup = |name: &str| {
                let is_set = set.contains(&name);
                is_set.then(|| OsString::from("http://user:secret@localhost:4318"))
            };
            let variables = Variables::new(&lookup);
            refuse_otlp(&variables);
            variables.into_warnings()
        };
        let (all, logs) = (
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT",
        );
        for (set, named) in [(vec![all, logs], all), (vec![logs], logs)] {
            let expected = format!(
                "`{named}` is set, but this build lacks the exporter `otlp`: nothing is sent there; enable the feature \
                 `otlp` of `genai-runtime`"
            );
            assert_eq!(warnings(&set), [expected]);
        }
        assert_eq!(warnings(&[]), [""; 0]);
    }

    #[test]
    fn missing_exporters_cause_a_warning_unless_the_environment_names_one() {
        let warning = |set: (&str, &str)| {
            let lookup = |name: &str| (name == set.0).then(|| OsString::from(set.1));
            warning_of_silence(&Variables::new(&lookup))
        };
        for unnamed in [
            ("OTEL_SERVICE_NAME", "bot"),
            ("OTEL_TRACES_EXPORTER", " "),
            ("OTEL_LOGS_EXPORTER", "none"),
        ] {
            let expected = "nothing is exported: no exporter is named, and this build lacks the default one, `otlp`; set \
                            `OTEL_TRACES_EXPORTER=console`, or enable the feature `otlp` of `genai-runtime`";
            assert_eq!(warning(unnamed), Some(expected));
        }
        for named in [
            ("OTEL_TRACES_EXPORTER", "none"),
            ("OTEL_TRACES_EXPORTER", "console"),
            ("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318"),
        ] {
            assert_eq!(warning(named), None);
        }
    }

    #[cfg(not(all(feature = "console", feature = "otlp")))]
    #[test]
    fn an_exporter_that_is_not_compiled_in_is_a_warning_where_telemetry_is_disabled() {
        let name = if cfg!(feature = "console") {
            "otlp"
        } else {
            "console"
        };
        let (found, warnings) =
            settings(&[("OTEL_SDK_DISABLED", "true"), ("OTEL_LOGS_EXPORTER", name)]);
        let expected = format!(
            "`OTEL_LOGS_EXPORTER` selects the exporter `{name}`, which this build lacks; enable the feature `{name}` of \
             `genai-runtime`"
        );
        assert_eq!(warnings, [expected]);
        assert!(found.disabled && found.exporters.logs.is_empty());
    }
}
