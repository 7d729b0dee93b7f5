//! The settings of one exporter for one signal, resolved from the builder, the environment and the defaults.

use std::fmt;
use std::time::Duration;

use http::HeaderMap;

use super::destination::EndpointEnvironment;
use super::endpoint;
use super::headers::{self, HeaderError};
use super::tls::{self, Tls};
use super::{Compression, OtlpExporter, OtlpProtocol};
use crate::telemetry::diagnostics::quoted;
use crate::telemetry::error::TelemetryError;
use crate::telemetry::signal::Signal;
use crate::telemetry::time_limit::time_limit;

/// The default timeout of one export.
pub(crate) const DEFAULT_TIMEOUT: Duration = Duration::from_secs(10);

/// The OTLP settings of one signal in the environment; `None` where it sets none.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct OtlpEnvironment {
    pub(crate) protocol: Option<OtlpProtocol>,
    pub(crate) endpoint: EndpointEnvironment,
    pub(crate) headers: HeaderMap,
    pub(crate) timeout: Option<Duration>,
    pub(crate) compression: Option<Compression>,
    pub(crate) tls: Tls,
}

/// The resolved settings of one exporter for one signal.
#[derive(Clone, PartialEq)]
pub(crate) struct OtlpSettings {
    pub(crate) protocol: OtlpProtocol,
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) timeout: Duration,
    pub(crate) compression: Option<Compression>,
    pub(crate) tls: Tls,
}

impl OtlpSettings {
    pub(crate) fn encrypted(&self) -> bool {
        self.url.starts_with("https://")
    }

    /// The error if no exporter can be built with these settings.
    pub(super) fn unusable(&self, reason: &str) -> TelemetryError {
        let expected = if self.encrypted() && self.tls.ca.is_none() {
            ": install CA certificates on the system, for example its package `ca-certificates`, or name a file with them \
             in `OTEL_EXPORTER_OTLP_CERTIFICATE` or by `OtlpExporter::ca_certificate`"
        } else {
            ""
        };
        TelemetryError::Invalid(format!("{self} cannot be used: {reason}{expected}"))
    }
}

impl fmt::Display for OtlpSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "otlp ({}) {}",
            self.protocol,
            endpoint::redacted(&self.url)
        )
    }
}

impl fmt::Debug for OtlpSettings {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("OtlpSettings")
            .field("protocol", &self.protocol)
            .field("url", &endpoint::redacted(&self.url))
            .field("headers", &self.headers)
            .field("timeout", &self.timeout)
            .field("compression", &self.compression)
            .field("tls", &self.tls)
            .finish()
    }
}

impl OtlpExporter {
    /// Resolves the settings for `signal`; values of this exporter take precedence over `environment`. Adds warnings
    /// about the endpoint to `warnings`.
    pub(crate) fn resolve(
        &self,
        signal: Signal,
        environment: &OtlpEnvironment,
        warnings: &mut Vec<String>,
    ) -> Result<OtlpSettings, TelemetryError> {
        let protocol = self.protocol.or(environment.protocol).unwrap_or_default();
        let timeout = self
            .timeout
            .or(environment.timeout)
            .unwrap_or(DEFAULT_TIMEOUT);
        let mut headers = environment.headers.clone();
        for (name, value) in &self.headers {
            match headers::insert(&mut headers, name, value) {
                Ok(()) => {}
                Err(HeaderError::Name) => {
                    return invalid(format!(
                        "the OTLP header `{}` cannot be sent: expected a name of letters, digits and `-`",
                        quoted(name)
                    ));
                }
                Err(HeaderError::Reserved) => {
                    return invalid(format!(
                        "the OTLP header `{name}` cannot be sent: expected one that the transport does not set itself"
                    ));
                }
                Err(HeaderError::Value) => {
                    return invalid(format!(
                        "the value of the OTLP header `{name}` cannot be sent: expected visible ASCII text"
                    ));
                }
            }
        }
        Ok(OtlpSettings {
            protocol,
            url: self.url(signal, protocol, &environment.endpoint, warnings)?,
            headers,
            timeout: time_limit(timeout),
            compression: self.compression.or(environment.compression),
            tls: self.tls(environment)?,
        })
    }

    fn tls(&self, environment: &OtlpEnvironment) -> Result<Tls, TelemetryError> {
        let mut tls = environment.tls.clone();
        if let Some(path) = &self.ca_certificate {
            let ca = tls::read_ca(path).map_err(|reason| {
                TelemetryError::Invalid(format!(
                    "the CA certificate `{}` cannot be used: {reason}",
                    path.display()
                ))
            })?;
            tls.ca = Some(ca);
        }
        if let Some((certificate, key)) = &self.client_certificate {
            let identity = tls::read_identity(certificate, key).map_err(|reason| {
                let (certificate, key) = (certificate.display(), key.display());
                TelemetryError::Invalid(format!(
                    "the client certificate `{certificate}` with the key `{key}` cannot be used: {reason}"
                ))
            })?;
            tls.identity = Some(identity);
        }
        Ok(tls)
    }
}

fn invalid<T>(message: String) -> Result<T, TelemetryError> {
    Err(TelemetryError::Invalid(message))
}
