//! Destinations of telemetry.

#[cfg(feature = "otlp")]
use super::otlp::OtlpExporter;

/// A destination of telemetry; see [`TelemetryBuilder::exporter`].
///
/// [`TelemetryBuilder::exporter`]: crate::telemetry::TelemetryBuilder::exporter
#[derive(Clone, Debug)]
pub struct Exporter {
    pub(crate) kind: ExporterKind,
}

#[derive(Clone, Debug)]
pub(crate) enum ExporterKind {
    None,
    #[cfg(feature = "console")]
    Console,
    #[cfg(feature = "otlp")]
    Otlp(Box<OtlpExporter>),
}

impl Exporter {
    /// Prints finished traces, metrics and events to standard output, for people to read (feature `console`).
    ///
    /// Each trace is a tree that ends with its totals, metrics are a table of what changed, and each event is
    /// one line. A flush or a shutdown prints events first, then metrics, and traces last. To print the trees
    /// alone, use [`TelemetryBuilder::exporter_for`] with [`Signal::Traces`].
    ///
    /// Each block is printed in one piece, under the lock of [`std::io::stdout`]. If the program holds that lock,
    /// printing waits for it for about 100 ms (in a Windows console until it is released), and then goes on without it:
    /// output of other threads may appear between the lines, and the beginning of a line that the program has not
    /// finished may appear after them.
    ///
    /// [`TelemetryBuilder::exporter_for`]: crate::telemetry::TelemetryBuilder::exporter_for
    /// [`Signal::Traces`]: crate::telemetry::Signal::Traces
    #[cfg(feature = "console")]
    pub fn console() -> Self {
        Self {
            kind: ExporterKind::Console,
        }
    }

    /// Exports nothing, and removes the exporters that the builder was given before for the same signals. Exporters
    /// that are added later count again.
    pub fn none() -> Self {
        Self {
            kind: ExporterKind::None,
        }
    }

    pub(crate) fn is_none(&self) -> bool {
        matches!(self.kind, ExporterKind::None)
    }

    /// Sends to an OTLP receiver, such as an OpenTelemetry Collector (feature `otlp`).
    #[cfg(feature = "otlp")]
    pub fn otlp() -> OtlpExporter {
        OtlpExporter::default()
    }
}

#[cfg(feature = "otlp")]
impl From<OtlpExporter> for Exporter {
    fn from(exporter: OtlpExporter) -> Self {
        Self {
            kind: ExporterKind::Otlp(Box::new(exporter)),
        }
    }
}
