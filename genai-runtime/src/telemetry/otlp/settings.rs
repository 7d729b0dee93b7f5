//! What an exporter for one signal is made of, decided from the builder, the environment and the defaults.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, Uri};

use super::endpoint;
use super::headers::{self, HeaderError};
use super::tls::{self, Tls};
use super::{Compression, OtlpExporter, OtlpProtocol};
use crate::telemetry::error::TelemetryError;
use crate::telemetry::signal::Signal;

/// How long one export may take unless it is said otherwise.
pub(crate) const DEFAULT_TIMEOUT: Duration = Duration::from_secs(10);

/// Where a signal goes according to the environment.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Endpoint {
    /// The endpoint of all signals.
    Base(Uri),
    /// The endpoint of this signal alone, used as it is.
    Exact(Uri),
}

/// What the environment says for one signal; `None` where it says nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct OtlpEnvironment {
    pub(crate) protocol: Option<OtlpProtocol>,
    pub(crate) endpoint: Option<Endpoint>,
    pub(crate) insecure: bool,
    pub(crate) headers: HeaderMap,
    pub(crate) timeout: Option<Duration>,
    pub(crate) compression: Option<Compression>,
    pub(crate) tls: Tls,
}

/// One exporter for one signal with every value decided.
#[derive(Clone, Debug, PartialEq)]
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

impl OtlpExporter {
    /// Decides every value for `signal`; what this exporter says wins over `environment`.
    pub(crate) fn resolve(
        &self,
        signal: Signal,
        environment: &OtlpEnvironment,
    ) -> Result<OtlpSettings, TelemetryError> {
        let protocol = self.protocol.or(environment.protocol).unwrap_or_default();
        let timeout = self
            .timeout
            .or(environment.timeout)
            .unwrap_or(DEFAULT_TIMEOUT);
        if timeout.is_zero() {
            return invalid("the timeout of the OTLP exporter is 0: expected more".to_owned());
        }
        let mut headers = environment.headers.clone();
        for (name, value) in &self.headers {
            match headers::insert(&mut headers, name, value) {
                Ok(()) => {}
                Err(HeaderError::Name) => {
                    return invalid(format!(
                        "the OTLP header `{name}` cannot be sent: expected a name of letters, digits and `-`"
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
            url: self.url(signal, protocol, environment)?,
            headers,
            timeout,
            compression: self.compression.or(environment.compression),
            tls: self.tls(environment)?,
        })
    }

    fn url(
        &self,
        signal: Signal,
        protocol: OtlpProtocol,
        environment: &OtlpEnvironment,
    ) -> Result<String, TelemetryError> {
        let parse = |text: &String| {
            endpoint::parse(text, protocol, environment.insecure).ok_or_else(|| {
                TelemetryError::Invalid(format!(
                    "the OTLP endpoint is `{}`: expected {}",
                    endpoint::redacted(text),
                    endpoint::expected(protocol)
                ))
            })
        };
        let endpoint = match (
            self.signal_endpoints.of(signal),
            &self.endpoint,
            &environment.endpoint,
        ) {
            (Some(text), _, _) => Endpoint::Exact(parse(text)?),
            (None, Some(text), _) => Endpoint::Base(parse(text)?),
            (None, None, Some(endpoint)) => endpoint.clone(),
            (None, None, None) => Endpoint::Base(endpoint::default_base(protocol)),
        };
        Ok(match endpoint {
            Endpoint::Base(base) if protocol == OtlpProtocol::HttpProtobuf => {
                endpoint::beneath(&base, signal)
            }
            Endpoint::Base(uri) | Endpoint::Exact(uri) => uri.to_string(),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn error(exporter: &OtlpExporter) -> String {
        exporter
            .resolve(Signal::Traces, &OtlpEnvironment::default())
            .unwrap_err()
            .to_string()
    }

    #[test]
    fn the_defaults_are_those_of_the_specification() {
        let settings = OtlpExporter::default()
            .resolve(Signal::Logs, &OtlpEnvironment::default())
            .unwrap();
        assert_eq!(
            settings.to_string(),
            "otlp (http/protobuf) http://localhost:4318/v1/logs"
        );
        assert_eq!(settings.timeout, Duration::from_secs(10));
        assert!(settings.headers.is_empty() && settings.compression.is_none());
        let grpc = OtlpExporter::default().protocol(OtlpProtocol::Grpc);
        let settings = grpc
            .resolve(Signal::Logs, &OtlpEnvironment::default())
            .unwrap();
        assert_eq!(settings.to_string(), "otlp (grpc) http://localhost:4317/");
    }

    #[test]
    fn bad_arguments_are_named() {
        let exporter = OtlpExporter::default;
        assert_eq!(
            error(&exporter().endpoint("http://me:secret@ho st?key=secret")),
            "the OTLP endpoint is `http://ho st`: expected a URL such as `http://localhost:4318`"
        );
        assert_eq!(
            error(&exporter().header("bad name", "secret")),
            "the OTLP header `bad name` cannot be sent: expected a name of letters, digits and `-`"
        );
        assert_eq!(
            error(&exporter().header("x-key", "secret\n")),
            "the value of the OTLP header `x-key` cannot be sent: expected visible ASCII text"
        );
        assert_eq!(
            error(&exporter().timeout(Duration::ZERO)),
            "the timeout of the OTLP exporter is 0: expected more"
        );
        assert_eq!(
            error(&exporter().ca_certificate("/nonexistent/ca.pem")),
            "the CA certificate `/nonexistent/ca.pem` cannot be used: No such file or directory (os error 2)"
        );
        assert_eq!(
            error(&exporter().client_certificate("/nonexistent/a.pem", "/nonexistent/b.pem")),
            "the client certificate `/nonexistent/a.pem` with the key `/nonexistent/b.pem` cannot be used: \
             No such file or directory (os error 2)"
        );
    }

    #[test]
    fn what_the_builder_says_wins() {
        let mut environment = OtlpEnvironment {
            endpoint: Some(Endpoint::Exact(Uri::from_static("http://env:1/exact"))),
            timeout: Some(Duration::from_secs(1)),
            ..OtlpEnvironment::default()
        };
        headers::insert(&mut environment.headers, "x-a", "env").unwrap();
        headers::insert(&mut environment.headers, "x-b", "env").unwrap();
        let plain = OtlpExporter::default();
        assert_eq!(
            plain.resolve(Signal::Traces, &environment).unwrap().url,
            "http://env:1/exact"
        );
        let exporter = plain
            .endpoint("http://code:2")
            .header("X-A", "code")
            .timeout(Duration::from_secs(2));
        let settings = exporter.resolve(Signal::Traces, &environment).unwrap();
        assert_eq!(settings.url, "http://code:2/v1/traces");
        assert_eq!(settings.timeout, Duration::from_secs(2));
        assert_eq!(settings.headers["x-a"], "code");
        assert_eq!(settings.headers["x-b"], "env");
        let exact = exporter.signal_endpoint(Signal::Traces, "http://code:3/here");
        assert_eq!(
            exact.resolve(Signal::Traces, &environment).unwrap().url,
            "http://code:3/here"
        );
        assert_eq!(
            exact.resolve(Signal::Logs, &environment).unwrap().url,
            "http://code:2/v1/logs"
        );
    }

    #[test]
    fn secrets_stay_out_of_debug_output() {
        let exporter = OtlpExporter::default()
            .header("x-key", "secret")
            .endpoint("http://me:secret@host?k=secret");
        let settings = exporter
            .resolve(Signal::Traces, &OtlpEnvironment::default())
            .unwrap();
        assert!(!format!("{exporter:?} {settings}").contains("secret"));
        assert!(!format!("{:?}", settings.headers).contains("secret"));
    }
}
