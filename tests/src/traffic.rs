//! Telemetry of all three signals, for tests whose subject is the transport.

use genai_runtime::TelemetryGuard;
use opentelemetry::Context;
use opentelemetry::logs::{Logger as _, LoggerProvider as _};
use opentelemetry::metrics::MeterProvider as _;
use opentelemetry::trace::{Span as _, Tracer as _, TracerProvider as _};

/// Records three spans, two metric data points and one log record.
pub fn record(telemetry: &TelemetryGuard) {
    let tracer = telemetry.tracer_provider().tracer("traffic");
    for _ in 0..3 {
        tracer.start_with_context("span", &Context::new()).end();
    }
    let meter = telemetry.meter_provider().meter("traffic");
    meter.u64_counter("a").build().add(1, &[]);
    meter.u64_counter("b").build().add(1, &[]);
    let logger = telemetry.logger_provider().logger("traffic");
    logger.emit(logger.create_log_record());
}
