//! OTLP exporters over gRPC and HTTP/protobuf: what a user says about one, and how it is built.

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
    /// Protobuf over gRPC (`grpc`), by default at `http://localhost:4317`. What a receiver says of items that it rejects
    /// while it takes the others is heard over HTTP alone.
    Grpc,
    /// Protobuf over HTTP 1.1 (`http/protobuf`), by default at `http://localhost:4318`. It goes through the proxy in
    /// `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY` of the process, except to this machine and to hosts in
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

    /// Where all signals go: an `http://` or `https://` URL. HTTP/protobuf appends `/v1/traces`,
    /// `/v1/metrics` and `/v1/logs` to it. A user or a password in the URL is not sent: use a header.
    pub fn endpoint(mut self, url: impl Into<String>) -> Self {
        self.endpoint = Some(url.into());
        self
    }

    /// Where one signal goes; the URL is used as it is.
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

    /// How long one export may take, retries included; 0 for no limit. Default: 10 seconds.
    ///
    /// A receiver that is out of reach, as while it is restarted, or says that it is not available (gRPC `UNAVAILABLE`, HTTP
    /// 429, 502, 503 and 504), is tried again until then, after pauses of half a second to two. While a flush or a shutdown
    /// waits, that goes on for no longer than these do, and for about a second if the receiver was never there. It is no
    /// longer waited for once it has been gone for a minute. One that says with `Retry-After` beside 429 or 503 how long to
    /// wait is waited for so long, three times at most; what one export carries is lost if that is more time than it has,
    /// and the next one is sent as if nothing had been said.
    ///
    /// If the timeout of the signal is shorter, that one applies:
    /// [`BatchSettings::timeout`](crate::telemetry::BatchSettings::timeout) of spans or log records,
    /// [`TelemetryBuilder::metric_timeout`] of metrics, each 30 seconds by default.
    ///
    /// [`TelemetryBuilder::metric_timeout`]: crate::telemetry::TelemetryBuilder::metric_timeout
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// How requests are compressed. Default: `OTEL_EXPORTER_OTLP_COMPRESSION` of the process or the variable of the
    /// signal, such as `OTEL_EXPORTER_OTLP_TRACES_COMPRESSION`, else not at all. These variables apply under
    /// [`Telemetry::builder`] too, and under [`Telemetry::from_variables`] where its look-up finds nothing or `none`.
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
