//! Puts providers, processors and exporters together.

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

use std::sync::Arc;
use std::time::Duration;

use opentelemetry_sdk::logs as sdk_logs;
use opentelemetry_sdk::logs::{LogProcessor as _, SdkLoggerProvider};
use opentelemetry_sdk::metrics::{
    Aggregation, Instrument, PeriodicReader, SdkMeterProvider, Stream,
};
use opentelemetry_sdk::trace as sdk_trace;
use opentelemetry_sdk::trace::SdkTracerProvider;

use super::batch::Batch;
#[cfg(feature = "console")]
use super::console::{Console, ConsoleLogExporter, ConsoleMetricExporter, ConsoleSpanExporter};
use super::error::TelemetryError;
use super::export::destinations::Destinations;
use super::export::driver::Driver;
use super::export::fan_out::{FanOut, MetricTarget};
use super::export::ledger::Ledger;
use super::export::log_size::LogRoom;
use super::export::logs::{CountedLogs, LogWay, SupervisedLogs};
use super::export::metrics::SupervisedMetrics;
use super::export::outgoing::Outgoing;
use super::export::pipeline::{Pipeline, Worker};
use super::export::span_queue::{QueueLimits, SpanQueue};
use super::export::span_worker::SpanWorker;
use super::export::spans::{QueuedSpans, SupervisedSpans};
use super::export::supervisor::Supervisor;
use super::exporter::{Exporter, ExporterKind};
use super::providers::{Live, Plan, Providers};
use super::signal::Signal;
use super::spans::SpanTracer;
use super::time_limit::time_limit;

#[cfg(feature = "otlp")]
use super::export::runtime::ExportRuntime;
#[cfg(feature = "otlp")]
use super::otlp::{self, Connection, OtlpExporter};

/// A person waits for the console; a backend does not.
#[cfg(feature = "console")]
const CONSOLE_DELAY: Duration = Duration::from_millis(200);

/// A batch for those who wait for it.
#[cfg(feature = "console")]
fn soon(batch: Batch) -> Batch {
    Batch {
        delay: batch.delay.min(CONSOLE_DELAY),
        ..batch
    }
}

/// What the SDK measures of itself, as long as its bound instruments are an experiment, nobody has asked for.
fn without_metrics_of_the_sdk(instrument: &Instrument) -> Option<Stream> {
    let is_of_the_sdk = instrument.name().starts_with("otel.sdk.");
    let dropped = || {
        Stream::builder()
            .with_aggregation(Aggregation::Drop)
            .build()
    };
    is_of_the_sdk.then(dropped)?.ok()
}

/// Providers in the making; the pipelines are gathered on the way.
pub(super) struct Assembly<'a> {
    plan: &'a Plan,
    pipelines: Vec<Pipeline>,
    #[cfg(feature = "console")]
    console: Console,
    #[cfg(feature = "otlp")]
    runtime: Option<ExportRuntime>,
}

impl<'a> Assembly<'a> {
    #[cfg(feature = "otlp")]
    pub(super) fn start(plan: &'a Plan) -> Result<Self, TelemetryError> {
        let uses_otlp = |exporter: &Exporter| matches!(exporter.kind, ExporterKind::Otlp(_));
        let needed = Signal::ALL
            .iter()
            .any(|signal| plan.exporters.of(*signal).iter().any(uses_otlp));
        let runtime = needed
            .then(ExportRuntime::start)
            .transpose()
            .map_err(|error| TelemetryError::Threads(error.to_string()))?;
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
            // The queue of spans knows its own bounds; metrics are collected, and do not wait.
            Signal::Traces | Signal::Metrics => usize::MAX,
        }
    }

    #[cfg(feature = "console")]
    fn console_supervisor(&self, signal: Signal) -> Supervisor {
        let diagnostics = self.plan.diagnostics.clone();
        let ledger = Ledger::console(signal, self.queue_size(signal), diagnostics);
        Supervisor::new(Arc::new(ledger), Driver::default())
    }

    /// Connects an OTLP exporter inside of our runtime, and the supervisor that keeps to `limit`.
    #[cfg(feature = "otlp")]
    fn otlp<E>(
        &self,
        exporter: &OtlpExporter,
        (signal, limit): (Signal, Duration),
        build: impl FnOnce(Connection<'_>) -> Result<E, TelemetryError>,
    ) -> Result<(E, Supervisor), TelemetryError> {
        let mut warnings = Vec::new();
        let environment = self.plan.settings.otlp.of(signal);
        let settings = exporter.resolve(signal, environment, &mut warnings)?;
        for warning in &warnings {
            self.plan.diagnostics.warn(warning);
        }
        let ledger = Arc::new(Ledger::new(
            signal,
            settings.to_string(),
            self.queue_size(signal),
            self.plan.diagnostics.clone(),
        ));
        let handle = self.runtime.as_ref().and_then(ExportRuntime::handle);
        let _entered = handle.map(tokio::runtime::Handle::enter);
        let exporter = build(Connection {
            settings: &settings,
            ledger: &ledger,
        })?;
        let limit = settings.timeout.min(limit);
        let driver = handle
            .map(|handle| Driver::new(handle.clone(), limit))
            .unwrap_or_default();
        Ok((exporter, Supervisor::new(ledger, driver)))
    }

    /// What is done for one exporter before something leaves.
    fn outgoing(&self) -> Outgoing {
        let settings = &self.plan.settings;
        Outgoing::new(settings.redaction.clone(), settings.limits)
    }

    fn tracer(&mut self) -> Result<(SdkTracerProvider, SpanTracer), TelemetryError> {
        let plan = self.plan;
        let limits = plan.settings.limits.spans;
        let (mut queues, is_shut_down) = (Vec::new(), Arc::default());
        let mut builder = SdkTracerProvider::builder()
            .with_resource(plan.resource.clone())
            .with_sampler(plan.sampler.clone())
            .with_span_limits(limits);
        for exporter in &plan.exporters.traces {
            if let Some(worker) = self.span_worker(exporter)? {
                let limit = plan.span_batch.timeout;
                let queue = QueuedSpans::new(worker, limit, Arc::clone(&is_shut_down));
                queues.push(queue.clone());
                builder = builder.with_span_processor(queue);
            }
        }
        let tracer = SpanTracer::new(
            plan.settings.sampler.clone(),
            Destinations::new(limits, queues, is_shut_down),
        );
        Ok((builder.build(), tracer))
    }

    /// What exports spans; none for an exporter that exports nothing.
    fn span_worker(
        &mut self,
        exporter: &Exporter,
    ) -> Result<Option<Arc<SpanWorker>>, TelemetryError> {
        let batch = self.plan.span_batch;
        Ok(match &exporter.kind {
            ExporterKind::None => None,
            #[cfg(feature = "console")]
            ExporterKind::Console => Some(self.spans(
                ConsoleSpanExporter::new(self.console.clone()),
                self.console_supervisor(Signal::Traces),
                soon(batch),
            )?),
            #[cfg(feature = "otlp")]
            ExporterKind::Otlp(exporter) => {
                let (exporter, supervisor) =
                    self.otlp(exporter, (Signal::Traces, batch.timeout), otlp::build_spans)?;
                Some(self.spans(exporter, supervisor, batch)?)
            }
        })
    }

    fn spans<E>(
        &mut self,
        exporter: E,
        supervisor: Supervisor,
        batch: Batch,
    ) -> Result<Arc<SpanWorker>, TelemetryError>
    where
        E: sdk_trace::SpanExporter + 'static,
    {
        let ledger = Arc::clone(supervisor.ledger());
        let limits = QueueLimits {
            spans: batch.queue_size,
            bytes: batch.queue_bytes,
            batch: batch.batch_size,
            delay: batch.delay,
        };
        let outgoing = self.outgoing();
        let mut exporter = SupervisedSpans::new(exporter, supervisor, outgoing);
        exporter.set_resource(&self.plan.resource);
        let queue = SpanQueue::new(limits, Arc::clone(&ledger));
        let worker = SpanWorker::start(queue, exporter)
            .map_err(|error| TelemetryError::Threads(error.to_string()))?;
        let worker = Arc::new(worker);
        let pipeline = Pipeline::new(Worker::Spans(Arc::clone(&worker)), vec![ledger]);
        self.pipelines.push(pipeline);
        Ok(worker)
    }

    fn meter(&mut self) -> Result<SdkMeterProvider, TelemetryError> {
        let plan = self.plan;
        let mut targets: Vec<Box<dyn MetricTarget>> = Vec::new();
        let mut ledgers = Vec::new();
        for exporter in &plan.exporters.metrics {
            match &exporter.kind {
                ExporterKind::None => {}
                #[cfg(feature = "console")]
                ExporterKind::Console => {
                    let supervisor = self.console_supervisor(Signal::Metrics);
                    ledgers.push(Arc::clone(supervisor.ledger()));
                    targets.push(Box::new(SupervisedMetrics::new(
                        ConsoleMetricExporter::new(self.console.clone()),
                        supervisor,
                    )));
                }
                #[cfg(feature = "otlp")]
                ExporterKind::Otlp(exporter) => {
                    let temporality = plan.settings.temporality;
                    let (exporter, supervisor) = self.otlp(
                        exporter,
                        (Signal::Metrics, time_limit(plan.settings.metric_timeout)),
                        |connection| otlp::build_metrics(connection, temporality),
                    )?;
                    ledgers.push(Arc::clone(supervisor.ledger()));
                    targets.push(Box::new(SupervisedMetrics::new(exporter, supervisor)));
                }
            }
        }
        let builder = SdkMeterProvider::builder()
            .with_resource(plan.resource.clone())
            .with_view(without_metrics_of_the_sdk);
        if targets.is_empty() {
            return Ok(builder.build());
        }
        let reader = PeriodicReader::builder(FanOut::new(targets, plan.settings.temporality))
            .with_interval(plan.settings.metric_interval)
            .build();
        let provider = builder.with_reader(reader).build();
        let worker = Worker::Metrics(provider.clone());
        self.pipelines.push(Pipeline::new(worker, ledgers));
        Ok(provider)
    }

    fn logger(&mut self) -> Result<SdkLoggerProvider, TelemetryError> {
        let plan = self.plan;
        let mut builder = SdkLoggerProvider::builder().with_resource(plan.resource.clone());
        for exporter in &plan.exporters.logs {
            if let Some(processor) = self.log_processor(exporter)? {
                builder = builder.with_log_processor(processor);
            }
        }
        Ok(builder.build())
    }

    /// What exports log records; none for an exporter that exports nothing.
    fn log_processor(
        &mut self,
        exporter: &Exporter,
    ) -> Result<Option<CountedLogs>, TelemetryError> {
        let batch = self.plan.log_batch;
        Ok(match &exporter.kind {
            ExporterKind::None => None,
            #[cfg(feature = "console")]
            ExporterKind::Console => Some(self.logs(
                ConsoleLogExporter::new(self.console.clone()),
                self.console_supervisor(Signal::Logs),
                soon(batch),
            )),
            #[cfg(feature = "otlp")]
            ExporterKind::Otlp(exporter) => {
                let (exporter, supervisor) =
                    self.otlp(exporter, (Signal::Logs, batch.timeout), otlp::build_logs)?;
                Some(self.logs(exporter, supervisor, batch))
            }
        })
    }

    fn logs<E>(&mut self, exporter: E, supervisor: Supervisor, batch: Batch) -> CountedLogs
    where
        E: sdk_logs::LogExporter + 'static,
    {
        let ledger = Arc::clone(supervisor.ledger());
        let config = sdk_logs::BatchConfigBuilder::default()
            .with_max_queue_size(batch.queue_size)
            .with_max_export_batch_size(batch.batch_size)
            .with_scheduled_delay(batch.delay)
            .build();
        let way = LogWay::new(self.outgoing(), LogRoom::new(batch.queue_bytes));
        let way = Arc::new(way);
        let exporter = SupervisedLogs::new(exporter, supervisor, Arc::clone(&way));
        let mut processor = sdk_logs::BatchLogProcessor::builder(exporter)
            .with_batch_config(config)
            .build();
        processor.set_resource(&self.plan.resource);
        let processor = Arc::new(processor);
        let worker = Worker::Logs(Arc::clone(&processor));
        let ledgers = vec![Arc::clone(&ledger)];
        self.pipelines.push(Pipeline::new(worker, ledgers));
        CountedLogs::new(processor, ledger, way)
    }
}
