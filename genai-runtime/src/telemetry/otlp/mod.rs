//! OTLP exporters over gRPC and HTTP/protobuf.

mod advice;
mod connection;
pub(crate) mod destination;
pub(crate) mod endpoint;
mod grpc;
pub(crate) mod headers;
mod http;
mod rejected;
pub(crate) mod settings;
#[cfg(test)]
mod tests;
pub(crate) mod tls;

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use super::signal::{PerSignal, Signal};

pub(crate) use connection::{Connection, build_logs, build_metrics, build_spans};

/// The transport of OTLP; the names are those of `OTEL_EXPORTER_OTLP_PROTOCOL`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum OtlpProtocol {
    /// Protobuf over gRPC (`grpc`), by default at `http://localhost:4317`. Items that a receiver rejects while it
    /// accepts others (partial success) are reported over HTTP only.
    Grpc,
    /// Protobuf over HTTP 1.1 (`http/protobuf`), by default at `http://localhost:4318`. It goes through the proxy in
    /// `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY` of the process, except for loopback addresses and hosts in
    /// `NO_PROXY`. gRPC uses no proxy.
    #[default]
    HttpProtobuf,
}

impl fmt::Display for OtlpProtocol {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Grpc => "grpc",
            Self::HttpProtobuf => "http/protobuf",
        })
    }
}

/// How OTLP requests are compressed; not at all by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Compression {
    /// `gzip`.
    Gzip,
}

/// An OTLP exporter; values that are not set come from the environment under
/// [`Telemetry::from_env`], else from OpenTelemetry's defaults.
///
/// Invalid values are reported by [`TelemetryBuilder::install`]. The `Debug` output omits header
/// values.
///
/// [`Telemetry::from_env`]: crate::telemetry::Telemetry::from_env
/// [`TelemetryBuilder::install`]: crate::telemetry::TelemetryBuilder::install
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use genai_runtime::telemetry::{Compression, Exporter, OtlpProtocol, Telemetry};
///
/// let exporter = Exporter::otlp()
///     .protocol(OtlpProtocol::Grpc)
///     .endpoint("https://collector.example:4317")
///     .header("x-api-key", "secret")
///     .compression(Compression::Gzip)
///     .timeout(Duration::from_secs(5));
/// let builder = Telemetry::builder().exporter(exporter);
/// # drop(builder);
/// ```
#[derive(Clone, Default)]
#[must_use = "nothing is exported before a builder is given the exporter"]
pub struct OtlpExporter {
    protocol: Option<OtlpProtocol>,
    endpoint: Option<String>,
    signal_endpoints: PerSignal<Option<String>>,
    headers: Vec<(String, String)>,
    timeout: Option<Duration>,
    compression: Option<Compression>,
    ca_certificate: Option<PathBuf>,
    client_certificate: Option<(PathBuf, PathBuf)>,
}

impl OtlpExporter {
    /// The transport. Default: [`OtlpProtocol::HttpProtobuf`].
    pub fn protocol(mut self, protocol: OtlpProtocol) -> Self {
        self.protocol = Some(protocol);
        self
    }

    /// The endpoint of all signals: an `http://` or `https://` URL, to which HTTP/protobuf appends `/v1/traces`,
    /// `/v1/metrics` and `/v1/logs`. A user or a password in the URL is not sent: use a header.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    /// The endpoint of one signal; the URL is used as it is.
    pub fn signal_endpoint(mut self, signal: Signal, url: impl Into<String>) -> Self {
        *self.signal_endpoints.of_mut(signal) = Some(url.into());
        self
    }

    /// A header of every request, such as an API key; replaces a former one of the same name.
    ///
    /// `connection`, `content-encoding`, `content-length`, `content-type`, `host` and `transfer-encoding` are reserved
    /// for the transport.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The longest time that one export may take, retries included; 0 for no limit. Default: 10 seconds.
    ///
    /// A receiver that is unreachable, as during a restart, or unavailable (gRPC `UNAVAILABLE`, HTTP 429, 502, 503 and
    /// 504) is retried until then, with pauses of 0.5 to 2 seconds. While a flush or a shutdown waits, retries end with
    /// its timeout, and after about a second if the receiver was never reached. After an outage of a minute, exports
    /// are not retried. A `Retry-After` of an HTTP answer with 429 or 503 is obeyed, at most three times per export; if
    /// it exceeds the timeout, the items of that export are lost, and the next export is sent as usual.
    ///
    /// The timeout of the signal applies if it is shorter:
    /// [`BatchSettings::timeout`](crate::telemetry::BatchSettings::timeout) for spans and log records,
    /// [`TelemetryBuilder::metric_timeout`] for metrics, each 30 seconds by default.
    ///
    /// [`TelemetryBuilder::metric_timeout`]: crate::telemetry::TelemetryBuilder::metric_timeout
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// The compression of requests. Default: the process variable of the signal, such as
    /// `OTEL_EXPORTER_OTLP_TRACES_COMPRESSION`, else `OTEL_EXPORTER_OTLP_COMPRESSION`, else none. These variables apply
    /// under [`Telemetry::builder`] too, and under [`Telemetry::from_variables`] if its look-up returns nothing or
    /// `none`.
    ///
    /// [`Telemetry::builder`]: crate::telemetry::Telemetry::builder
    /// [`Telemetry::from_variables`]: crate::telemetry::Telemetry::from_variables
    pub fn compression(mut self, compression: Compression) -> Self {
        self.compression = Some(compression);
        self
    }

    /// A PEM file with the CA certificates to verify the server against, instead of those of the
    /// system.
    pub fn ca_certificate(mut self, path: impl Into<PathBuf>) -> Self {
        self.ca_certificate = Some(path.into());
        self
    }

    /// PEM files with the client certificate and its private key, for mutual TLS.
    pub fn client_certificate(
        mut self,
        certificate: impl Into<PathBuf>,
        key: impl Into<PathBuf>,
    ) -> Self {
        self.client_certificate = Some((certificate.into(), key.into()));
        self
    }
}

impl fmt::Debug for OtlpExporter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let redacted = |endpoint: &Option<String>| endpoint.as_deref().map(endpoint::redacted);
        formatter
            .debug_struct("OtlpExporter")
            .field("protocol", &self.protocol)
            .field("endpoint", &redacted(&self.endpoint))
            .field(
                "signal_endpoints",
                &PerSignal::from_fn(|signal| redacted(self.signal_endpoints.of(signal))),
            )
            .field(
                "headers",
                &self
                    .headers
                    .iter()
                    .map(|(name, _)| name)
                    .collect::<Vec<_>>(),
            )
            .field("timeout", &self.timeout)
            .field("compression", &self.compression)
            .field("ca_certificate", &self.ca_certificate)
            .field("client_certificate", &self.client_certificate)
            .finish()
    }
}
