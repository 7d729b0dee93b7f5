//! Resolves the URL of one signal. Endpoints of the environment are kept as text, because their syntax depends on the
//! protocol, which the program may override.

use std::fmt;

use http::Uri;

use super::{OtlpExporter, OtlpProtocol, endpoint};
use crate::telemetry::error::TelemetryError;
use crate::telemetry::signal::Signal;

/// A variable that names an endpoint.
#[derive(Clone, PartialEq)]
pub(crate) struct EndpointVariable {
    pub(crate) name: String,
    pub(crate) text: String,
    /// Whether it is the variable of one signal, whose URL is used as it is.
    pub(crate) is_exact: bool,
}

impl fmt::Debug for EndpointVariable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("EndpointVariable")
            .field("name", &self.name)
            .field("text", &endpoint::redacted(&self.text))
            .field("is_exact", &self.is_exact)
            .finish()
    }
}

/// The endpoint of a signal in the environment.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct EndpointEnvironment {
    /// In order of precedence; the first valid one is used.
    pub(crate) variables: Vec<EndpointVariable>,
    /// Whether gRPC without a scheme in the URL is unencrypted.
    pub(crate) insecure: bool,
}

/// A URL, and whether it is used as it is.
struct Endpoint {
    uri: Uri,
    is_exact: bool,
}

impl OtlpExporter {
    /// Whether the program sets the endpoint of `signal`.
    pub(crate) fn has_endpoint(&self, signal: Signal) -> bool {
        self.signal_endpoints.of(signal).is_some() || self.endpoint.is_some()
    }

    /// Resolves the URL of `signal`; adds warnings about the environment to `warnings`.
    pub(super) fn url(
        &self,
        signal: Signal,
        protocol: OtlpProtocol,
        environment: &EndpointEnvironment,
        warnings: &mut Vec<String>,
    ) -> Result<String, TelemetryError> {
        let own = self.signal_endpoints.of(signal).as_ref();
        let chosen = match own.or(self.endpoint.as_ref()) {
            Some(text) => Some(Endpoint {
                uri: endpoint::parse(text, protocol, environment.insecure).ok_or_else(|| {
                    TelemetryError::Invalid(format!(
                        "the OTLP endpoint is `{}`: expected {}",
                        endpoint::redacted(text),
                        endpoint::expected(protocol)
                    ))
                })?,
                is_exact: own.is_some(),
            }),
            None => environment.endpoint(protocol, warnings),
        };
        let endpoint = chosen.unwrap_or_else(|| Endpoint {
            uri: endpoint::default_base(protocol),
            is_exact: false,
        });
        let url = if endpoint.is_exact || protocol == OtlpProtocol::Grpc {
            endpoint::without_credentials(&endpoint.uri)
        } else {
            endpoint::beneath(&endpoint.uri, signal)
        };
        if endpoint::has_credentials(&endpoint.uri) {
            warnings.push(format!(
                "the OTLP endpoint `{}` contains a user name or a password, which are not sent: set a header such as \
                 `authorization` instead",
                endpoint::redacted(&url)
            ));
        }
        Ok(url)
    }
}

impl EndpointEnvironment {
    fn endpoint(&self, protocol: OtlpProtocol, warnings: &mut Vec<String>) -> Option<Endpoint> {
        let mut variables = self.variables.iter().peekable();
        while let Some(variable) = variables.next() {
            let EndpointVariable {
                name,
                text,
                is_exact,
            } = variable;
            if let Some(uri) = endpoint::parse(text, protocol, self.insecure) {
                let is_exact = *is_exact;
                return Some(Endpoint { uri, is_exact });
            }
            let default = endpoint::default_base(protocol).to_string();
            let instead = variables
                .peek()
                .map_or(default.trim_end_matches('/'), |next| next.name.as_str());
            warnings.push(format!(
                "`{name}` is `{}`: expected {}; using `{instead}`",
                endpoint::redacted(text),
                endpoint::expected(protocol)
            ));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use OtlpProtocol::{Grpc, HttpProtobuf};

    fn environment(variables: &[(&str, bool)], insecure: bool) -> EndpointEnvironment {
        EndpointEnvironment {
            variables: variables
                .iter()
                .map(|(text, is_exact)| EndpointVariable {
                    name: if *is_exact { "OWN" } else { "ALL" }.to_owned(),
                    text: (*text).to_owned(),
                    is_exact: *is_exact,
                })
                .collect(),
            insecure,
        }
    }

    fn url(protocol: OtlpProtocol, environment: &EndpointEnvironment) -> (String, Vec<String>) {
        let mut warnings = Vec::new();
        let url = OtlpExporter::default()
            .url(Signal::Traces, protocol, environment, &mut warnings)
            .unwrap();
        (url, warnings)
    }

    #[test]
    fn endpoints_are_checked_for_the_protocol_in_use() {
        let environment = environment(&[("localhost:4317", false)], true);
        let expected = ("http://localhost:4317/".to_owned(), Vec::new());
        assert_eq!(url(Grpc, &environment), expected);
        let warning = "`ALL` is `localhost:4317`: expected a URL such as `http://localhost:4318`; using \
                       `http://localhost:4318`";
        let expected = (
            "http://localhost:4318/v1/traces".to_owned(),
            vec![warning.to_owned()],
        );
        assert_eq!(url(HttpProtobuf, &environment), expected);
    }

    #[test]
    fn an_invalid_endpoint_for_a_signal_falls_back_to_the_general_one() {
        let environment = environment(&[("bad", true), ("http://all:1", false)], false);
        let warning = "`OWN` is `bad`: expected a URL such as `http://localhost:4318`; using `ALL`";
        let expected = (
            "http://all:1/v1/traces".to_owned(),
            vec![warning.to_owned()],
        );
        assert_eq!(url(HttpProtobuf, &environment), expected);
    }

    #[test]
    fn the_program_overrides_the_environment() {
        let environment = environment(&[("bad", true)], false);
        let mut warnings = Vec::new();
        let exporter = OtlpExporter::default().endpoint("http://code:2");
        let url = exporter.url(Signal::Logs, HttpProtobuf, &environment, &mut warnings);
        assert_eq!(url.unwrap(), "http://code:2/v1/logs");
        assert_eq!(warnings, [""; 0]);
    }

    #[test]
    fn credentials_are_neither_sent_nor_shown() {
        for (protocol, is_exact, sent) in [
            (HttpProtobuf, false, "http://host:1/a/v1/traces?k=secret"),
            (HttpProtobuf, true, "http://host:1/a?k=secret"),
            (Grpc, false, "http://host:1/a?k=secret"),
        ] {
            let environment =
                environment(&[("http://me:secret@host:1/a?k=secret", is_exact)], false);
            let (url, warnings) = url(protocol, &environment);
            assert_eq!(url, sent);
            let [warning] = &warnings[..] else {
                panic!("one warning: {warnings:?}")
            };
            let start = "the OTLP endpoint `http://host:1/a";
            assert!(warning.starts_with(start), "{warning}");
            assert!(!format!("{warning} {environment:?}").contains("secret"));
        }
    }
}
