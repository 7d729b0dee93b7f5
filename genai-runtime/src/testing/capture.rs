//! Providers of one test, and the context that carries them.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use opentelemetry::Context;
use opentelemetry::global::BoxedTracer;
use opentelemetry::metrics::MeterProvider as _;
use opentelemetry::propagation::TextMapCompositePropagator;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::logs::SdkLoggerProvider;
use opentelemetry_sdk::metrics::{InMemoryMetricExporter, PeriodicReader, SdkMeterProvider};
use opentelemetry_sdk::propagation::{BaggagePropagator, TraceContextPropagator};
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider};

use super::event::EventCollector;
use super::span::SpanCollector;
use super::{CapturedEvent, CapturedMetric, CapturedSpan, metric};
#[cfg(feature = "content")]
use crate::content::ContentCapture;
use crate::content::ContentPolicy;
use crate::propagation::InContext;
use crate::signals::events::sink_of;
use crate::signals::{Conventions, Instruments, Providers, scope};
use crate::switch::Listening;

/// Starts a capture: code that runs in it records its spans, metrics and events there and nowhere else.
/// Telemetry follows the conventions' release v1.41, and [carriers](crate::propagation) use the W3C formats.
pub fn capture() -> Capture {
    Capture::new(Sampler::AlwaysOn, Conventions::V1_41)
}

/// Captures the telemetry of annotated functions that run in it.
#[must_use = "a capture sees what runs in it"]
pub struct Capture {
    context: Context,
    spans: SpanCollector,
    events: EventCollector,
    metrics: InMemoryMetricExporter,
    tracer_provider: SdkTracerProvider,
    meter_provider: SdkMeterProvider,
    logger_provider: SdkLoggerProvider,
    conventions: Conventions,
    /// One reader at a time: metrics are read by a flush and a look at what it left.
    reading: Mutex<()>,
}

impl Capture {
    /// A capture in which no span is sampled; metrics and events are captured all the same.
    pub fn unsampled() -> Self {
        Self::new(Sampler::AlwaysOff, Conventions::V1_41)
    }

    /// A capture of telemetry that follows these conventions, whatever the process has chosen.
    pub fn with_conventions(conventions: Conventions) -> Self {
        Self::new(Sampler::AlwaysOn, conventions)
    }

    /// Captures content too, as given. Without this, only content that annotations ask for is captured,
    /// whatever the process or its environment has chosen.
    #[cfg(feature = "content")]
    pub fn with_content(self, content: ContentCapture) -> Self {
        self.with_content_policy(ContentPolicy::default().capture(content))
    }

    /// Applies this policy to content, whatever the process or its environment has chosen.
    pub fn with_content_policy(self, policy: ContentPolicy) -> Self {
        let content = Arc::new(policy);
        self.with(|providers| Providers {
            content,
            ..providers
        })
    }

    /// Copies baggage under these keys to spans, like `TelemetryBuilder::baggage_attributes`. Without this, none
    /// is copied, whatever the process or its environment has chosen.
    pub fn with_baggage_attributes<K: Into<String>>(
        self,
        keys: impl IntoIterator<Item = K>,
    ) -> Self {
        let keys: Vec<_> = keys.into_iter().map(Into::into).collect();
        self.with(|providers| Providers {
            shown: Arc::new(providers.shown.with_baggage(&keys)),
            ..providers
        })
    }

    /// Adds the values that scopes have under these keys to metrics too, like `TelemetryBuilder::metric_attributes`.
    /// Without this, none are added, whatever the process has chosen.
    pub fn with_metric_attributes<K: Into<String>>(
        self,
        keys: impl IntoIterator<Item = K>,
    ) -> Self {
        let keys: Vec<_> = keys.into_iter().map(Into::into).collect();
        self.with(|providers| Providers {
            shown: Arc::new(providers.shown.with_metrics(&keys)),
            ..providers
        })
    }

    fn with(self, change: impl FnOnce(Providers) -> Providers) -> Self {
        let providers = Providers::of(&self.context);
        let providers = providers.map(|providers| Providers {
            tracer: tracer_of(&self.tracer_provider),
            instruments: providers.instruments.clone(),
            events: providers.events.clone(),
            propagator: providers.propagator.clone(),
            conventions: providers.conventions,
            shown: providers.shown.clone(),
            content: providers.content.clone(),
            listening: Listening::new(),
        });
        match providers {
            Some(providers) => Self {
                context: change(providers).carried(),
                ..self
            },
            None => self,
        }
    }

    fn new(sampler: Sampler, conventions: Conventions) -> Self {
        let spans = SpanCollector::default();
        let events = EventCollector::default();
        let metrics = InMemoryMetricExporter::default();
        let tracer_provider = SdkTracerProvider::builder()
            .with_sampler(sampler)
            .with_span_processor(spans.clone())
            .build();
        let reader = PeriodicReader::builder(metrics.clone())
            .with_interval(std::time::Duration::from_secs(3_600))
            .build();
        let meter_provider = SdkMeterProvider::builder().with_reader(reader).build();
        let logger_provider = SdkLoggerProvider::builder()
            .with_log_processor(events.clone())
            .build();
        let providers = Providers {
            tracer: tracer_of(&tracer_provider),
            instruments: Arc::new(Instruments::new(meter_provider.meter_with_scope(scope()))),
            events: sink_of(&logger_provider),
            propagator: Arc::new(TextMapCompositePropagator::new(vec![
                Box::new(TraceContextPropagator::new()),
                Box::new(BaggagePropagator::new()),
            ])),
            conventions,
            shown: Arc::default(),
            content: Arc::default(),
            listening: Listening::new(),
        };
        Self {
            context: providers.carried(),
            spans,
            events,
            metrics,
            tracer_provider,
            meter_provider,
            logger_provider,
            conventions,
            reading: Mutex::new(()),
        }
    }

    /// Runs a closure in this capture.
    pub fn run<R>(&self, run: impl FnOnce() -> R) -> R {
        let _attached = self.context.clone().attach();
        run()
    }

    /// Runs a future in this capture, wherever it is polled. Call a synchronous function that returns a stream
    /// inside the future: `run_async(async { stream().count().await })`.
    pub fn run_async<Fut: Future>(&self, future: Fut) -> InContext<Fut> {
        InContext::new(self.context.clone(), future)
    }

    /// The context that carries this capture, without any span.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// The tracer provider of this capture, for spans of other libraries.
    pub fn tracer_provider(&self) -> &SdkTracerProvider {
        &self.tracer_provider
    }

    /// The meter provider of this capture, for metrics of other libraries.
    pub fn meter_provider(&self) -> &SdkMeterProvider {
        &self.meter_provider
    }

    /// The logger provider of this capture, for events of other libraries.
    pub fn logger_provider(&self) -> &SdkLoggerProvider {
        &self.logger_provider
    }

    /// The conventions that telemetry follows in this capture.
    pub fn conventions(&self) -> Conventions {
        self.conventions
    }

    /// The spans that have ended, in the order in which they started.
    pub fn spans(&self) -> Vec<CapturedSpan> {
        self.spans.spans()
    }

    /// The only span of that name that has ended.
    ///
    /// # Panics
    ///
    /// If there is none or more than one; the message lists the ended spans.
    #[track_caller]
    #[expect(clippy::panic, reason = "an assertion for tests")]
    pub fn span(&self, name: &str) -> CapturedSpan {
        let spans = self.spans();
        let mut found = spans.iter().filter(|span| span.name == name);
        match (found.next(), found.next()) {
            (Some(span), None) => span.clone(),
            (first, _) => {
                let count = if first.is_some() {
                    "more than one span"
                } else {
                    "no span"
                };
                let names: Vec<_> = spans.iter().map(|span| &span.name).collect();
                panic!("{count} is named `{name}`; captured: {names:?}")
            }
        }
    }

    /// The only span that has ended.
    ///
    /// # Panics
    ///
    /// If there is none or more than one; the message lists the ended spans.
    #[track_caller]
    #[expect(clippy::panic, reason = "an assertion for tests")]
    pub fn only_span(&self) -> CapturedSpan {
        let mut spans = self.spans();
        match (spans.pop(), spans.pop()) {
            (Some(only), None) => only,
            _ => {
                let spans = self.spans();
                let names: Vec<_> = spans.iter().map(|span| &span.name).collect();
                panic!("expected exactly one span; captured: {names:?}")
            }
        }
    }

    /// The metrics recorded so far.
    ///
    /// # Panics
    ///
    /// If they cannot be collected: [`meter_provider`](Self::meter_provider) was shut down, or the callback of an
    /// instrument panicked.
    #[track_caller]
    #[expect(clippy::panic, reason = "an assertion for tests")]
    pub fn metrics(&self) -> Vec<CapturedMetric> {
        let _reading = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        self.metrics.reset();
        if let Err(error) = self.meter_provider.force_flush() {
            panic!("metrics cannot be collected: {error}");
        }
        let finished = self.metrics.get_finished_metrics().unwrap_or_default();
        finished.last().map(metric::captured).unwrap_or_default()
    }

    /// The metric of that name, if anything was recorded in it.
    ///
    /// # Panics
    ///
    /// Like [`metrics`](Self::metrics).
    #[track_caller]
    pub fn metric(&self, name: &str) -> Option<CapturedMetric> {
        self.metrics()
            .into_iter()
            .find(|metric| metric.name == name)
    }

    /// The events emitted so far, in order.
    pub fn events(&self) -> Vec<CapturedEvent> {
        self.events.events()
    }
}

impl fmt::Debug for Capture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Capture")
            .field("spans", &self.spans())
            .field("events", &self.events())
            .finish_non_exhaustive()
    }
}

fn tracer_of(provider: &SdkTracerProvider) -> BoxedTracer {
    BoxedTracer::new(Box::new(provider.tracer_with_scope(scope())))
}
