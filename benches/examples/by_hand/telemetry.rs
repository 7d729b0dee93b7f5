//! The providers, and the instruments and the logger of calls.

use std::error::Error;
use std::sync::OnceLock;

use opentelemetry::global;
use opentelemetry::logs::LoggerProvider as _;
use opentelemetry::metrics::Histogram;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::logs::{SdkLogger, SdkLoggerProvider};
use opentelemetry_sdk::metrics::{PeriodicReader, SdkMeterProvider};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::SdkTracerProvider;

use crate::exporters;

static INSTRUMENTS: OnceLock<Instruments> = OnceLock::new();
static LOGGER: OnceLock<SdkLogger> = OnceLock::new();

/// The instruments of calls.
pub(crate) struct Instruments {
    pub(crate) duration: Histogram<f64>,
    pub(crate) tokens: Histogram<u64>,
}

/// The providers to shut down at the end.
pub(crate) struct Providers {
    tracer: SdkTracerProvider,
    meter: SdkMeterProvider,
    logger: SdkLoggerProvider,
}

pub(crate) fn install() -> Result<Providers, Box<dyn Error>> {
    let resource = Resource::builder().with_service_name("bot").build();
    let tracer = SdkTracerProvider::builder()
        .with_resource(resource.clone())
        .with_batch_exporter(exporters::spans()?)
        .build();
    let meter = SdkMeterProvider::builder()
        .with_resource(resource.clone())
        .with_reader(PeriodicReader::builder(exporters::metrics()?).build())
        .build();
    let logger = SdkLoggerProvider::builder()
        .with_resource(resource)
        .with_batch_exporter(exporters::logs()?)
        .build();
    global::set_text_map_propagator(TraceContextPropagator::new());
    global::set_tracer_provider(tracer.clone());
    global::set_meter_provider(meter.clone());
    let _ = LOGGER.set(logger.logger("bot"));
    Ok(Providers {
        tracer,
        meter,
        logger,
    })
}

/// The instruments, created at their first use.
pub(crate) fn instruments() -> &'static Instruments {
    INSTRUMENTS.get_or_init(|| {
        let meter = global::meter("bot");
        let seconds = [
            0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
        ];
        let tokens = (0..14).map(|power| f64::from(1 << (2 * power)));
        Instruments {
            duration: meter
                .f64_histogram("gen_ai.client.operation.duration")
                .with_unit("s")
                .with_description("GenAI operation duration.")
                .with_boundaries(seconds.to_vec())
                .build(),
            tokens: meter
                .u64_histogram("gen_ai.client.token.usage")
                .with_unit("{token}")
                .with_description("Number of input and output tokens used.")
                .with_boundaries(tokens.collect())
                .build(),
        }
    })
}

/// The logger, once telemetry is installed.
pub(crate) fn logger() -> Option<&'static SdkLogger> {
    LOGGER.get()
}

impl Providers {
    pub(crate) fn shutdown(&self) -> Result<(), Box<dyn Error>> {
        self.tracer.shutdown()?;
        self.meter.shutdown()?;
        self.logger.shutdown()?;
        Ok(())
    }
}
