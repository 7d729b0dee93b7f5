//! Providers for both sides of a case: installed by this framework, or by a host. Both sides always have the same
//! sampler, the same batch size, and the same kind of exporter.

use std::rc::Rc;

use genai_runtime::Telemetry;
use genai_runtime::telemetry::{BatchSettings, Exporter, OtlpProtocol, Sampler, Signal};
use genai_tests::receiver::Receiver;
use genai_tests::setup::{PLENTY, exporter};
use opentelemetry::global;
use opentelemetry_otlp::{MetricExporter, SpanExporter, WithExportConfig};
use opentelemetry_sdk::metrics::SdkMeterProvider;
use opentelemetry_sdk::trace::{self as sdk, SdkTracerProvider};
use tokio::runtime::Runtime;

use crate::destination::{Destination, Discard, DiscardMetrics, received};

/// The setup of the annotated side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Setup {
    /// `Telemetry::builder()…install()`, exporting over OTLP/gRPC to a receiver on this machine.
    Installed,
    /// A host with the SDK's batch processor and an exporter that discards.
    Host,
}

impl Setup {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Installed => "installed",
            Self::Host => "host's SDK",
        }
    }
}

/// What is recorded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Recorded {
    /// Whether root spans are sampled; others follow their parent.
    pub(crate) sampled: bool,
    pub(crate) metrics: bool,
    /// Whether failures are recorded as events.
    pub(crate) events: bool,
    /// The number of spans in a batch, of which the queue has four; `None` for the default.
    pub(crate) batch: Option<usize>,
}

impl Recorded {
    pub(crate) const ALL: Self = Self {
        sampled: true,
        metrics: true,
        events: true,
        batch: None,
    };
    pub(crate) const SPANS: Self = Self {
        metrics: false,
        ..Self::ALL
    };
    pub(crate) const METRICS: Self = Self {
        sampled: false,
        ..Self::ALL
    };
}

/// Providers that are built by hand.
#[derive(Debug)]
pub(crate) struct Providers {
    pub(crate) tracer: SdkTracerProvider,
    pub(crate) meter: Option<SdkMeterProvider>,
    pub(crate) destination: Destination,
}

/// Sets the global providers, which annotated functions use.
pub(crate) fn annotated(setup: Setup, recorded: Recorded) -> Destination {
    match setup {
        Setup::Installed => installed(recorded, &Rc::new(Receiver::grpc())),
        Setup::Host => {
            let providers = discarding(recorded);
            global::set_tracer_provider(providers.tracer);
            if let Some(meter) = providers.meter {
                global::set_meter_provider(meter);
            }
            providers.destination
        }
    }
}

/// Providers for code that is written by hand.
pub(crate) fn by_hand(setup: Setup, recorded: Recorded) -> Providers {
    match setup {
        Setup::Installed => exporting(recorded, &Rc::new(Receiver::grpc())),
        Setup::Host => discarding(recorded),
    }
}

/// Installs telemetry that exports to this receiver.
pub(crate) fn installed(recorded: Recorded, receiver: &Rc<Receiver>) -> Destination {
    let otlp = exporter(OtlpProtocol::Grpc, receiver.endpoint());
    let root = if recorded.sampled {
        Sampler::AlwaysOn
    } else {
        Sampler::AlwaysOff
    };
    let builder = Telemetry::builder()
        .sampler(Sampler::parent_based(root))
        .exporter_for(Signal::Traces, otlp.clone());
    let builder = if recorded.events {
        builder.exporter_for(Signal::Logs, otlp.clone())
    } else {
        builder.exporter_for(Signal::Logs, Exporter::none())
    };
    let builder = if recorded.metrics {
        builder.exporter_for(Signal::Metrics, otlp)
    } else {
        builder.exporter_for(Signal::Metrics, Exporter::none())
    };
    let builder = match recorded.batch {
        Some(spans) => builder.span_batch(batch_settings(spans)),
        None => builder,
    };
    let guard = builder.install().unwrap();
    let receiver = Rc::clone(receiver);
    // A failed export is printed to standard error, and its spans are missing in the count.
    let flush = move || drop(guard.flush(PLENTY));
    Destination::new(flush, move || received(&receiver))
}

fn batch_settings(spans: usize) -> BatchSettings {
    BatchSettings::new().batch_size(spans).queue_size(4 * spans)
}

fn processor(
    recorded: Recorded,
    exporter: impl sdk::SpanExporter + 'static,
) -> sdk::BatchSpanProcessor {
    let config = sdk::BatchConfigBuilder::default();
    let config = match recorded.batch {
        Some(spans) => config
            .with_max_export_batch_size(spans)
            .with_max_queue_size(4 * spans),
        None => config,
    };
    sdk::BatchSpanProcessor::new(exporter, config.build())
}

fn sampler(recorded: Recorded) -> sdk::Sampler {
    let root = if recorded.sampled {
        sdk::Sampler::AlwaysOn
    } else {
        sdk::Sampler::AlwaysOff
    };
    sdk::Sampler::ParentBased(Box::new(root))
}

fn discarding(recorded: Recorded) -> Providers {
    let discard = Discard::default();
    let tracer = SdkTracerProvider::builder()
        .with_sampler(sampler(recorded))
        .with_span_processor(processor(recorded, discard.clone()))
        .build();
    let meter = recorded.metrics.then(|| {
        SdkMeterProvider::builder()
            .with_periodic_exporter(DiscardMetrics)
            .build()
    });
    let flushed = tracer.clone();
    let destination = Destination::new(
        move || drop(flushed.force_flush()),
        move || discard.exported(),
    );
    Providers {
        tracer,
        meter,
        destination,
    }
}

/// Builds providers that export to this receiver.
pub(crate) fn exporting(recorded: Recorded, receiver: &Rc<Receiver>) -> Providers {
    let runtime = Runtime::new().unwrap();
    let entered = runtime.enter();
    let spans = SpanExporter::builder()
        .with_tonic()
        .with_endpoint(receiver.endpoint())
        .build()
        .unwrap();
    let tracer = SdkTracerProvider::builder()
        .with_sampler(sampler(recorded))
        .with_span_processor(processor(recorded, spans))
        .build();
    let meter = recorded.metrics.then(|| {
        let metrics = MetricExporter::builder()
            .with_tonic()
            .with_endpoint(receiver.endpoint())
            .build()
            .unwrap();
        SdkMeterProvider::builder()
            .with_periodic_exporter(metrics)
            .build()
    });
    drop(entered);
    let flushed = (tracer.clone(), meter.clone());
    let receiver = Rc::clone(receiver);
    // Flushes everything that the guard of an installation flushes.
    let flush = move || {
        let _ = &runtime;
        let (tracer, meter) = &flushed;
        drop(tracer.force_flush());
        drop(meter.as_ref().map(SdkMeterProvider::force_flush));
    };
    Providers {
        tracer,
        meter,
        destination: Destination::new(flush, move || received(&receiver)),
    }
}
