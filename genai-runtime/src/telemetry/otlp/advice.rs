//! What to check where a receiver speaks another protocol than an exporter, or only one of them encrypts.
//!
//! Neither side can tell what is wrong, and each kind of server breaks such a connection off in another way. So what
//! transports say of it is taken for no more than that the other side is not understood.

use super::OtlpProtocol;
use super::settings::OtlpSettings;
use crate::telemetry::export::advice::{Advice, Check};

/// How HTTP 1.1 says that it got no answer in its own words.
const NO_HTTP_1: &[&str] = &["client error (SendRequest)", "client error (Canceled)"];

/// How HTTP 2 says so.
const NO_HTTP_2: &[&str] = &[
    "transport error: connection error",
    "transport error: http2 error",
    "HTTP/2 was not negotiated",
    NO_PROTOCOL,
];

/// How a server says, before anything is sent, that it does not speak the version of HTTP.
const NO_PROTOCOL: &str = "received fatal alert: NoApplicationProtocol";

/// How TLS says that what was answered is not encrypted.
const NO_TLS: &[&str] = &["received corrupt message of type"];

const NO_CERTIFICATE: Check = (
    "does the receiver ask for a certificate? then `OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE` and \
     `OTEL_EXPORTER_OTLP_CLIENT_KEY`",
    &["received fatal alert: CertificateRequired"],
);

const REDIRECTED: Check = (
    "redirects are not followed, since headers may be secret: name the address that this one leads to",
    &["HTTP export failed with status code: 3"],
);

const HTTP: &[Check] = &[
    REDIRECTED,
    (
        "is this the port of gRPC? then `OTEL_EXPORTER_OTLP_PROTOCOL=grpc`, or that of TLS? then `https://`",
        NO_HTTP_1,
    ),
];

const HTTP_WITH_TLS: &[Check] = &[
    REDIRECTED,
    NO_CERTIFICATE,
    ("is this a port without TLS? then `http://`", NO_TLS),
    (
        "is this the port of gRPC? then `OTEL_EXPORTER_OTLP_PROTOCOL=grpc`",
        &[NO_PROTOCOL],
    ),
    // A server that misses a certificate may be gone before it is heard.
    (
        "is this the port of gRPC? then `OTEL_EXPORTER_OTLP_PROTOCOL=grpc`, or does the receiver ask for a certificate? then \
         `OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE` and `OTEL_EXPORTER_OTLP_CLIENT_KEY`",
        NO_HTTP_1,
    ),
];

const GRPC: &[Check] = &[(
    "is this the port of HTTP? then `OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf`, or that of TLS? then `https://`",
    NO_HTTP_2,
)];

const GRPC_WITH_TLS: &[Check] = &[
    NO_CERTIFICATE,
    (
        "is this a port without TLS? then `http://`, or `OTEL_EXPORTER_OTLP_INSECURE=true` for an endpoint without a scheme",
        NO_TLS,
    ),
    (
        "is this the port of HTTP? then `OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf`, or does the receiver ask for a \
         certificate? then `OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE` and `OTEL_EXPORTER_OTLP_CLIENT_KEY`",
        NO_HTTP_2,
    ),
];

impl OtlpSettings {
    /// What to check as long as nothing arrives.
    pub(crate) fn advice(&self) -> Advice {
        Advice::new(match (self.protocol, self.encrypted()) {
            (OtlpProtocol::HttpProtobuf, false) => HTTP,
            (OtlpProtocol::HttpProtobuf, true) => HTTP_WITH_TLS,
            (OtlpProtocol::Grpc, false) => GRPC,
            (OtlpProtocol::Grpc, true) => GRPC_WITH_TLS,
        })
    }
}
