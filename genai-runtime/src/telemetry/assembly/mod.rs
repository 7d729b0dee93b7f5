//! Assembles providers, processors and exporters.

#![cfg_attr(
    not(feature = "otlp"),
    expect(
        clippy::unnecessary_wraps,
        reason = "only OTLP exporters can be refused"
    )
)]
#![cfg_attr(
    not(any(feature = "console", feature = "otlp")),
    allow(
        dead_code,
        unused_imports,
        unused_mut,
        unused_variables,
        clippy::unused_self,
        reason = "nothing is exported in a build without exporters"
    )
)]

mod logs;
mod metrics;
mod spans;

use std::sync::Arc;
#[cfg(any(feature = "console", feature = "otlp"))]
use std::time::Duration;

#[cfg(feature = "console")]
use super::batch::Batch;
#[cfg(feature = "console")]
use super::console::Console;
use super::error::TelemetryError;
use super::export::driver::Driver;
use super::export::ledger::Ledger;
use super::export::outgoing::Outgoing;
use super::export::pipeline::Pipeline;
use super::export::supervisor::Supervisor;
use super::providers::{Live, Plan, Providers};
use super::signal::Signal;

#[cfg(feature = "otlp")]
use super::export::resends::Resends;
#[cfg(feature = "otlp")]
use super::exporter::{Exporter, ExporterKind};
#[cfg(feature = "otlp")]
use super::otlp::{Connection, OtlpExporter, OtlpProtocol};
#[cfg(feature = "otlp")]
use crate::background::BackgroundRuntime;

/// The longest delay of a console exporter: a person watches it.
#[cfg(feature = "console")]
const CONSOLE_DELAY: Duration = Duration::from_millis(200);

/// Batch settings for a console exporter.
#[cfg(feature = "console")]
fn soon(batch: Batch) -> Batch {
    Batch {
        delay: batch.delay.min(CONSOLE_DELAY),
        ..batch
    }
}

/// An assembly under way, with the pipelines so far.
pub(super) struct Assembly<'a> {
    plan: &'a Plan,
    pipelines: Vec<Pipeline>,
    #[cfg(feature = "console")]
    console: Console,
    #[cfg(feature = "otlp")]
    runtime: Option<Arc<BackgroundRuntime>>,
}

impl<'a> Assembly<'a> {
    #[cfg(feature = "otlp")]
    pub(super) fn start(plan: &'a Plan) -> Result<Self, TelemetryError> {
        let uses_otlp = |exporter: &Exporter| matches!(exporter.kind, ExporterKind::Otlp(_));
        let needed = Signal::ALL
            .iter()
            .any(|signal| plan.exporters.of(*signal).iter().any(uses_otlp));
        let runtime = needed
            .then(|| BackgroundRuntime::start("genai-telemetry"))
            .transpose()
            .map_err(|error| TelemetryError::Threads(error.to_string()))?
            .map(Arc::new);
        Ok(Self {
            plan,
            pipelines: Vec::new(),
            #[cfg(feature = "console")]
            console: Console::stdout(),
            runtime,
        })
    }

    #[cfg(not(feature = "otlp"))]
    pub(super) fn start(plan: &'a Plan) -> Result<Self, TelemetryError> {
        Ok(Self {
            plan,
            pipelines: Vec::new(),
            #[cfg(feature = "console")]
            console: Console::stdout(),
        })
    }

    pub(super) fn finish(mut self) -> Result<(Providers, Live), TelemetryError> {
        let (tracer, direct) = self.tracer()?;
        let providers = Providers {
            tracer,
            direct: Some(Arc::new(direct)),
            meter: self.meter()?,
            logger: self.logger()?,
        };
        let live = Live {
            pipelines: self.pipelines,
            #[cfg(feature = "otlp")]
            runtime: self.runtime,
        };
        Ok((providers, live))
    }

    fn queue_size(&self, signal: Signal) -> usize {
        match signal {
            Signal::Logs => self.plan.log_batch.queue_size,
            // The queue of spans enforces its own bounds, and metrics are not queued.
            Signal::Traces | Signal::Metrics => usize::MAX,
        }
    }

    #[cfg(feature = "console")]
    fn console_supervisor(&self, signal: Signal) -> Supervisor {
        let diagnostics = self.plan.diagnostics.clone();
        let ledger = Ledger::console(signal, self.queue_size(signal), diagnostics);
        Supervisor::new(Arc::new(ledger), Driver::default())
    }

    /// Builds an OTLP exporter inside of our runtime, and a supervisor that enforces `limit` on its exports.
    ///
    /// If the exporter cannot be built and its endpoint comes from the environment, warns and returns `None`: a system
    /// without CA certificates must not keep a program from starting.
    #[cfg(feature = "otlp")]
    fn otlp<E>(
        &self,
        exporter: &OtlpExporter,
        (signal, limit): (Signal, Duration),
        build: impl FnOnce(Connection<'_>) -> Result<E, TelemetryError>,
    ) -> Result<Option<(E, Supervisor)>, TelemetryError> {
        let mut warnings = Vec::new();
        let environment = self.plan.settings.otlp.of(signal);
        let settings = exporter.resolve(signal, environment, &mut warnings)?;
        for warning in &warnings {
            self.plan.diagnostics.warn(warning);
        }
        let ledger = Ledger::new(
            signal,
            settings.to_string(),
            self.queue_size(signal),
            self.plan.diagnostics.clone(),
        );
        let ledger = Arc::new(ledger.advising(settings.advice()));
        let handle = self.runtime.as_deref().and_then(BackgroundRuntime::handle);
        let _entered = handle.map(tokio::runtime::Handle::enter);
        let connected = build(Connection {
            settings: &settings,
            ledger: &ledger,
        });
        let is_of_program = exporter.has_endpoint(signal);
        let exporter = match connected {
            Ok(exporter) => exporter,
            Err(error) if is_of_program => return Err(error),
            Err(error) => {
                let kept = format!("{error}; exporting no {} there", signal.items(0));
                self.plan.diagnostics.warn(&kept);
                return Ok(None);
            }
        };
        let limit = settings.timeout.min(limit);
        let driver = self
            .runtime
            .as_ref()
            .map(|runtime| Driver::new(runtime, limit))
            .unwrap_or_default();
        let resends = match settings.protocol {
            OtlpProtocol::Grpc => Resends::OVER_GRPC,
            OtlpProtocol::HttpProtobuf => Resends::Never,
        };
        let supervisor = Supervisor::new(ledger, driver).resending(resends);
        Ok(Some((exporter, supervisor)))
    }

    /// The last steps before an export, for one exporter.
    fn outgoing(&self) -> Outgoing {
        let settings = &self.plan.settings;
        Outgoing::new(settings.redaction.clone(), settings.limits)
    }
}
