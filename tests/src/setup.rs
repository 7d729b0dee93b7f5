//! The telemetry that most tests use.

#![allow(
    clippy::unwrap_used,
    reason = "a test whose telemetry is refused has failed"
)]

use std::time::Duration;

use genai_runtime::TelemetryGuard;
use genai_runtime::telemetry::{Exporter, OtlpExporter, OtlpProtocol, Telemetry};

use crate::receiver::{ClosedPort, Receiver};

/// More time than anything that terminates takes.
pub const PLENTY: Duration = Duration::from_secs(30);

/// All transports of OTLP.
pub const PROTOCOLS: [OtlpProtocol; 2] = [OtlpProtocol::Grpc, OtlpProtocol::HttpProtobuf];

/// An OTLP exporter to `endpoint`.
pub fn exporter(protocol: OtlpProtocol, endpoint: &str) -> OtlpExporter {
    Exporter::otlp().protocol(protocol).endpoint(endpoint)
}

/// A receiver for `protocol`.
pub fn receiver(protocol: OtlpProtocol) -> Receiver {
    match protocol {
        OtlpProtocol::Grpc => Receiver::grpc(),
        _ => Receiver::http(),
    }
}

/// A receiver for `protocol`, on a reserved port.
pub fn receiver_at(port: ClosedPort, protocol: OtlpProtocol) -> Receiver {
    match protocol {
        OtlpProtocol::Grpc => Receiver::grpc_at(port),
        _ => Receiver::http_at(port),
    }
}

/// A builder of telemetry that is not installed globally, and prints no warnings.
///
/// # Panics
///
/// Panics if the telemetry is refused.
pub fn quiet(exporter: impl Into<Exporter>) -> TelemetryGuard {
    Telemetry::builder()
        .exporter(exporter)
        .on_diagnostic(|_| {})
        .build()
        .unwrap()
}
