//! Hints for a receiver that speaks another protocol than the exporter, that uses TLS if the exporter does not or the
//! other way round, and for answers that do not say what to change.
//!
//! Neither side can tell that the protocol is wrong, and servers close such connections in different ways. So any
//! transport error of these kinds gives the hint.

use super::settings::OtlpSettings;
use super::{OtlpProtocol, http};
use crate::telemetry::export::advice::{Advice, Check};

/// Errors of the HTTP 1.1 client if the answer is not HTTP 1.1.
const NO_HTTP_1: &[&str] = &["client error (SendRequest)", "client error (Canceled)"];

/// Errors of the HTTP 2 client if the answer is not HTTP 2.
const NO_HTTP_2: &[&str] = &[
    "transport error: connection error",
    "transport error: http2 error",
    "HTTP/2 was not negotiated",
    NO_PROTOCOL,
];

/// The TLS alert of a server that does not support the version of HTTP (ALPN).
const NO_PROTOCOL: &str = "received fatal alert: NoApplicationProtocol";

/// The TLS error if the answer is not TLS.
const NO_TLS: &[&str] = &["received corrupt message of type"];

const NO_CERTIFICATE: Check = (
    "if the receiver requires a client certificate, set `OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE` and \
     `OTEL_EXPORTER_OTLP_CLIENT_KEY`",
    &["received fatal alert: CertificateRequired"],
);

const REDIRECTED: Check = (
    "redirects are not followed, since headers may be secret: set the address that this one redirects to",
    &["HTTP export failed with status code: 3"],
);

const USER_INTERFACE: Check = (
    "is this the port of a user interface? OTLP over HTTP has a port of its own, usually 4318",
    &[http::WEB_PAGE],
);

const NO_SUCH_PATH: Check = (
    "does the receiver take this signal, at this path? If not, switch it off, for example with `OTEL_LOGS_EXPORTER=none`",
    &["HTTP export failed with status code: 404"],
);

const TOO_LARGE: Check = (
    "if the receiver limits the size of a request, set a smaller `OTEL_BSP_MAX_EXPORT_BATCH_SIZE`",
    &["HTTP export failed with status code: 413"],
);

const UNIMPLEMENTED: Check = (
    "does the receiver take this signal? If not, switch it off, for example with `OTEL_LOGS_EXPORTER=none`",
    &["gRPC code: Unimplemented"],
);

const EXHAUSTED: Check = (
    "if the receiver limits the size of a request, set a smaller `OTEL_BSP_MAX_EXPORT_BATCH_SIZE`",
    &["gRPC code: ResourceExhausted"],
);

const HTTP: &[Check] = &[
    REDIRECTED,
    USER_INTERFACE,
    NO_SUCH_PATH,
    TOO_LARGE,
    (
        "if this is a gRPC port, set `OTEL_EXPORTER_OTLP_PROTOCOL=grpc`; if it expects TLS, use `https://`",
        NO_HTTP_1,
    ),
];

const HTTP_WITH_TLS: &[Check] = &[
    REDIRECTED,
    USER_INTERFACE,
    NO_SUCH_PATH,
    TOO_LARGE,
    NO_CERTIFICATE,
    ("if this port has no TLS, use `http://`", NO_TLS),
    (
        "if this is a gRPC port, set `OTEL_EXPORTER_OTLP_PROTOCOL=grpc`",
        &[NO_PROTOCOL],
    ),
    // A server that requires a certificate may close the connection before its alert is read.
    (
        "if this is a gRPC port, set `OTEL_EXPORTER_OTLP_PROTOCOL=grpc`; if the receiver requires a client certificate, set \
         `OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE` and `OTEL_EXPORTER_OTLP_CLIENT_KEY`",
        NO_HTTP_1,
    ),
];

const GRPC: &[Check] = &[
    UNIMPLEMENTED,
    EXHAUSTED,
    (
        "if this is an HTTP port, set `OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf`; if it expects TLS, use `https://`",
        NO_HTTP_2,
    ),
];

const GRPC_WITH_TLS: &[Check] = &[
    UNIMPLEMENTED,
    EXHAUSTED,
    NO_CERTIFICATE,
    (
        "if this port has no TLS, use `http://`, or `OTEL_EXPORTER_OTLP_INSECURE=true` for an endpoint without a scheme",
        NO_TLS,
    ),
    (
        "if this is an HTTP port, set `OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf`; if the receiver requires a client \
         certificate, set `OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE` and `OTEL_EXPORTER_OTLP_CLIENT_KEY`",
        NO_HTTP_2,
    ),
];

impl OtlpSettings {
    /// The hints for these settings.
    pub(crate) fn advice(&self) -> Advice {
        Advice::new(match (self.protocol, self.encrypted()) {
            (OtlpProtocol::HttpProtobuf, false) => HTTP,
            (OtlpProtocol::HttpProtobuf, true) => HTTP_WITH_TLS,
            (OtlpProtocol::Grpc, false) => GRPC,
            (OtlpProtocol::Grpc, true) => GRPC_WITH_TLS,
        })
    }
}
