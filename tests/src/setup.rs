//! Telemetry as most tests set it up.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot set its telemetry up has failed"
)]

use std::time::Duration;

use genai_runtime::TelemetryGuard;
use genai_runtime::telemetry::{Exporter, OtlpExporter, OtlpProtocol, Telemetry};

use crate::receiver::{ClosedPort, Receiver};

/// More time than anything takes that is going to end.
pub const PLENTY: Duration = Duration::from_secs(30);

/// All transports of OTLP.
pub const PROTOCOLS: [OtlpProtocol; 2] = [OtlpProtocol::Grpc, OtlpProtocol::HttpProtobuf];

/// An OTLP exporter to `endpoint`.
pub fn exporter(protocol: OtlpProtocol, endpoint: &str) -> OtlpExporter {
    Exporter::otlp().protocol(protocol).endpoint(endpoint)
}

/// A receiver of what is sent over `protocol`.
pub fn receiver(protocol: OtlpProtocol) -> Receiver {
    match protocol {
        OtlpProtocol::Grpc => Receiver::grpc(),
        _ => Receiver::http(),
    }
}

/// The same where nobody listened.
pub fn receiver_at(port: ClosedPort, protocol: OtlpProtocol) -> Receiver {
    match protocol {
        OtlpProtocol::Grpc => Receiver::grpc_at(port),
        _ => Receiver::http_at(port),
    }
}

/// Telemetry that is not installed, and says nothing on standard error.
///
/// # Panics
///
/// If it is refused.
pub fn quiet(exporter: impl Into<Exporter>) -> TelemetryGuard {
    Telemetry::builder()
        .exporter(exporter)
        .on_diagnostic(|_| {})
        .build()
        .unwrap()
}
