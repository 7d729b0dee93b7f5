//! Providers and exporters: what an application adds to export the telemetry of annotated functions (feature `sdk`).
//!
//! [`Telemetry`] builds OpenTelemetry's tracer, meter and logger providers from code and environment, and installs
//! them. Exporters run on threads of their own, so they work with any async runtime or none. Recording does not depend
//! on this module: a library can annotate its functions without it.
//!
//! # Environment
//!
//! [`Telemetry::from_env`] reads the `OTEL_*` variables as OpenTelemetry's specification defines them, including those
//! that the Rust SDK ignores: `OTEL_SDK_DISABLED`, `OTEL_SERVICE_NAME`, `OTEL_RESOURCE_ATTRIBUTES`,
//! `OTEL_{TRACES,METRICS,LOGS}_EXPORTER`, `OTEL_EXPORTER_OTLP_*` for all signals and for each (except those listed
//! below), `OTEL_TRACES_SAMPLER` and `_ARG`, `OTEL_PROPAGATORS`, `OTEL_METRIC_EXPORT_INTERVAL` and `_TIMEOUT`,
//! `OTEL_BSP_*`, `OTEL_BLRP_*`, `OTEL_SEMCONV_STABILITY_OPT_IN` (see [`Conventions`](crate::Conventions)), the limits
//! of spans and log records (`OTEL_*_COUNT_LIMIT`, `OTEL_*_VALUE_LENGTH_LIMIT`), `GENAI_RUNTIME_ERROR_TEXTS`,
//! `GENAI_RUNTIME_BAGGAGE_ATTRIBUTES` and, with the feature `content`,
//! `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT` and `GENAI_RUNTIME_OPENINFERENCE_VALUES`. An invalid value
//! gives one warning on standard error and the default, or the strictest value if the variable restricts what leaves
//! the process. If an endpoint in the environment is `https` and the system has no CA certificates, a warning says so,
//! and nothing is exported there.
//!
//! Not read are `OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION`, `OTEL_METRICS_EXEMPLAR_FILTER`,
//! `OTEL_LOG_LEVEL`, `OTEL_CONFIG_FILE` and the variables of other exporters. Of the values in the specification,
//! the protocol `http/json` and the samplers `jaeger_remote` and `xray` are not supported.
//!
//! `OTEL_BSP_MAX_QUEUE_SIZE` has no default here: unless it is set, the queue holds up to 192 MiB of spans
//! ([`BatchSettings::queue_bytes`]), which is more than 100,000 model calls without their content. Recording never
//! waits, so a full queue drops spans, and a burst fills the specification's 2048 within milliseconds. Memory is
//! allocated as spans arrive, and freed when they have been exported.
//!
//! # Spans
//!
//! Where [`Telemetry`] is installed, annotated functions create their spans without the SDK's tracer, whose spans take
//! a lock and three virtual calls for each attribute. The spans are equal to the SDK's, with the same sampler and
//! limits (`OTEL_SPAN_*_COUNT_LIMIT`), and code inside the function gets its span from the context's
//! [`span`](opentelemetry::trace::TraceContextExt::span). All other code gets the SDK's tracers from
//! [`opentelemetry::global`]. A provider that a host application sets as the global one afterwards receives all spans
//! from then on. If it delegates to the installed one, it has to wrap [`TelemetryGuard::tracer_provider`]: annotated
//! functions bypass a provider that wraps the former global one.

mod answers;
mod assembly;
mod batch;
mod builder;
#[cfg(feature = "console")]
mod console;
mod content;
mod diagnostics;
mod ending;
mod environment;
mod error;
mod escape;
mod export;
mod exporter;
mod guard;
mod installing;
mod latch;
mod limits;
mod measuring;
mod meters;
#[cfg(not(feature = "content"))]
mod no_stores;
#[cfg(feature = "otlp")]
mod otlp;
mod propagator;
mod providers;
mod resource;
mod sampler;
mod settings;
mod shown;
mod shutdown;
mod signal;
mod spans;
#[cfg(feature = "content")]
mod stores;
mod time_limit;

use std::ffi::OsString;

/// The SDK whose providers a [`TelemetryGuard`] hands out.
pub use opentelemetry_sdk;

pub use batch::BatchSettings;
pub use builder::TelemetryBuilder;
pub use error::{ContentFailure, ExportError, ExportFailure, TelemetryError};
pub use exporter::Exporter;
pub use guard::TelemetryGuard;
#[cfg(feature = "otlp")]
pub use otlp::{Compression, OtlpExporter, OtlpProtocol};
pub use propagator::Propagator;
pub use sampler::Sampler;
pub use signal::Signal;

use environment::Variables;
#[cfg(not(feature = "content"))]
use no_stores::Stores;
use settings::Settings;
#[cfg(feature = "content")]
use stores::Stores;

/// The entry point for setting telemetry up.
///
/// Exporters run on threads, which do not survive a fork: install telemetry after the fork, in each child separately.
/// If it was installed before, the child exports nothing; and if the console exporter was printing during the fork,
/// standard output stays locked in the child for ever.
///
/// # Examples
///
/// ```no_run
/// use genai_runtime::Telemetry;
///
/// fn main() -> Result<(), Box<dyn std::error::Error>> {
///     let _telemetry = Telemetry::from_env()?.install()?; // `OTEL_SERVICE_NAME` says who is speaking
///     // … the program; telemetry is flushed when `_telemetry` is dropped
///     Ok(())
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Telemetry;

impl Telemetry {
    /// Starts from OpenTelemetry's defaults; the environment is not read.
    ///
    /// The default exporter is OTLP to `http://localhost:4318` if the feature `otlp` is on, else none.
    ///
    /// Some process variables still apply where the code does not override them. `OTEL_SEMCONV_STABILITY_OPT_IN`,
    /// `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT` and `GENAI_RUNTIME_OPENINFERENCE_VALUES` (both with the
    /// feature `content`) and `GENAI_RUNTIME_ERROR_TEXTS` configure annotated functions rather than providers, and
    /// apply without `Telemetry` too; the code cannot override the value `NO_CONTENT` of the second. An OTLP exporter
    /// without a compression of its own follows `OTEL_EXPORTER_OTLP_{TRACES,METRICS,LOGS}_COMPRESSION` and
    /// `OTEL_EXPORTER_OTLP_COMPRESSION`, because `opentelemetry-otlp` reads them itself.
    /// `GENAI_RUNTIME_BAGGAGE_ATTRIBUTES` applies without `Telemetry`, but not here.
    pub fn builder() -> TelemetryBuilder {
        TelemetryBuilder::new(Settings::default(), Vec::new())
    }

    /// Starts from the `OTEL_*` variables of this process that the [module](self) lists. An unknown variable that
    /// begins with `GENAI_RUNTIME_` gives a warning, and so does one that begins with `OTEL_` and is probably misspelt.
    ///
    /// The default exporter is that of [`builder`](Self::builder). In a build with the feature `console` but without
    /// `otlp`, there is a warning if neither the environment nor the program names an exporter.
    ///
    /// # Errors
    ///
    /// If a variable asks for an exporter that this build lacks, unless `OTEL_SDK_DISABLED` is `true`; the message
    /// names the cargo feature.
    pub fn from_env() -> Result<TelemetryBuilder, TelemetryError> {
        let mut builder = Self::read(&|name| std::env::var_os(name))?;
        builder.warn(environment::warnings_of_unknown(
            std::env::vars_os().map(|(name, _)| name),
        ));
        Ok(builder)
    }

    /// Starts from the variables that `lookup` returns instead of those of this process, for tests and for programs
    /// that get their configuration elsewhere. Process variables that apply to [`builder`](Self::builder) also apply
    /// here if `lookup` returns nothing; those for compression also if it returns `none`, and `NO_CONTENT` in any case.
    ///
    /// # Errors
    ///
    /// If a variable asks for an exporter that this build lacks, unless `OTEL_SDK_DISABLED` is `true`; the message
    /// names the cargo feature.
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_runtime::Telemetry;
    ///
    /// let builder = Telemetry::from_variables(|name| (name == "OTEL_SERVICE_NAME").then(|| "bot".to_owned()))?;
    /// # drop(builder);
    /// # Ok::<(), genai_runtime::telemetry::TelemetryError>(())
    /// ```
    pub fn from_variables(
        lookup: impl Fn(&str) -> Option<String>,
    ) -> Result<TelemetryBuilder, TelemetryError> {
        Self::read(&|name| lookup(name).map(OsString::from))
    }

    fn read(lookup: &dyn Fn(&str) -> Option<OsString>) -> Result<TelemetryBuilder, TelemetryError> {
        let variables = Variables::new(lookup);
        // A build without any exporter is supposed to export nothing.
        let lacks_default = cfg!(all(feature = "console", not(feature = "otlp")));
        let of_silence = lacks_default.then(|| environment::warning_of_silence(&variables));
        let (settings, warnings) = environment::read(variables)?;
        let mut builder = TelemetryBuilder::new(settings, warnings);
        builder.warning_of_silence = of_silence.flatten();
        Ok(builder)
    }
}
