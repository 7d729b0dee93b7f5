//! `OTEL_EXPORTER_OTLP_*`: the variable of a signal takes precedence over the one for all.

use std::path::Path;

use http::HeaderMap;

use super::pairs::pairs;
use super::{Variables, variables};
use crate::telemetry::otlp::destination::{EndpointEnvironment, EndpointVariable};
use crate::telemetry::otlp::headers::HeaderError;
use crate::telemetry::otlp::settings::{DEFAULT_TIMEOUT, OtlpEnvironment};
use crate::telemetry::otlp::tls::{self, Identity, Tls};
use crate::telemetry::otlp::{Compression, OtlpProtocol, endpoint, headers};
use crate::telemetry::signal::Signal;

pub(super) fn read(variables: &Variables<'_>, signal: Signal) -> OtlpEnvironment {
    let names = Names { variables, signal };
    let protocol = names.first(
        "PROTOCOL",
        "`grpc` or `http/protobuf`",
        "`http/protobuf`",
        protocol,
    );
    OtlpEnvironment {
        protocol,
        endpoint: endpoint(&names, protocol.unwrap_or_default()),
        headers: headers(&names),
        timeout: names.first(
            "TIMEOUT",
            variables::TIMEOUT,
            &DEFAULT_TIMEOUT.as_millis().to_string(),
            variables::timeout,
        ),
        compression: names
            .first("COMPRESSION", "`gzip` or `none`", "`none`", compression)
            .flatten(),
        tls: Tls {
            ca: ca(&names),
            identity: identity(&names),
        },
    }
}

/// The two names of every variable: for this signal, and for all.
struct Names<'a> {
    variables: &'a Variables<'a>,
    signal: Signal,
}

impl Names<'_> {
    fn own(&self, suffix: &str) -> String {
        format!(
            "OTEL_EXPORTER_OTLP_{}_{suffix}",
            self.signal.to_string().to_ascii_uppercase()
        )
    }

    fn general(suffix: &str) -> String {
        format!("OTEL_EXPORTER_OTLP_{suffix}")
    }

    /// What is used if the signal's own variable is invalid.
    fn fallback(&self, suffix: &str, default: &str) -> String {
        let general = Self::general(suffix);
        match self.variables.text(&general, default) {
            Some(_) => format!("`{general}`"),
            None => default.to_owned(),
        }
    }

    /// The first of both variables that is set and that `parse` accepts.
    fn first<T>(
        &self,
        suffix: &str,
        expected: &str,
        default: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let fallback = self.fallback(suffix, default);
        self.variables
            .parsed(&self.own(suffix), expected, fallback, &parse)
            .or_else(|| {
                self.variables
                    .parsed(&Self::general(suffix), expected, default, &parse)
            })
    }

    /// Whether the first of both variables that is set is `true`. An invalid value of the signal's own variable counts
    /// as `false` instead of falling back to the general one, which it may have been meant to override.
    fn flag(&self, suffix: &str) -> bool {
        let flag = |name: String| self.variables.flag(&name);
        flag(self.own(suffix))
            .or_else(|| flag(Self::general(suffix)))
            .unwrap_or(false)
    }

    /// The first of both variables that is set, with its name.
    fn set(&self, suffix: &str, default: &str) -> Option<(String, String)> {
        [self.own(suffix), Self::general(suffix)]
            .into_iter()
            .find_map(|name| self.variables.text(&name, default).map(|text| (name, text)))
    }
}

fn protocol(text: &str) -> Option<OtlpProtocol> {
    match text.to_ascii_lowercase().as_str() {
        "grpc" => Some(OtlpProtocol::Grpc),
        "http/protobuf" => Some(OtlpProtocol::HttpProtobuf),
        _ => None,
    }
}

#[expect(
    clippy::option_option,
    reason = "`none` is a value, and wins over the variable for all signals"
)]
fn compression(text: &str) -> Option<Option<Compression>> {
    match text.to_ascii_lowercase().as_str() {
        "gzip" => Some(Some(Compression::Gzip)),
        "none" => Some(None),
        _ => None,
    }
}

fn endpoint(names: &Names<'_>, protocol: OtlpProtocol) -> EndpointEnvironment {
    let default = endpoint::default_base(protocol).to_string();
    let default = format!("`{}`", default.trim_end_matches('/'));
    let own = names.own("ENDPOINT");
    let general = Names::general("ENDPOINT");
    let variables = [
        (own, true, names.fallback("ENDPOINT", &default)),
        (general, false, default),
    ]
    .into_iter()
    .filter_map(|(name, is_exact, instead)| {
        let text = names.variables.text(&name, instead)?;
        Some(EndpointVariable {
            name,
            text,
            is_exact,
        })
    })
    .collect();
    EndpointEnvironment {
        variables,
        insecure: names.flag("INSECURE"),
    }
}

fn headers(names: &Names<'_>) -> HeaderMap {
    let mut all = HeaderMap::new();
    let Some((name, list)) = names.set("HEADERS", "no headers") else {
        return all;
    };
    for (position, entry) in pairs(&list).enumerate() {
        let inserted = entry
            .map_err(|_| HeaderError::Name)
            .and_then(|(key, value)| headers::insert(&mut all, &key, &value));
        let expected = match inserted {
            Ok(()) => continue,
            Err(HeaderError::Reserved) => "a header that the transport does not set itself",
            Err(HeaderError::Name | HeaderError::Value) => {
                "`name=value`, percent-encoded, separated by commas"
            }
        };
        // The entry itself may be a credential.
        names.variables.warn(format!(
            "entry {} of `{name}` cannot be sent: expected {expected}; using the other entries",
            position + 1
        ));
    }
    all
}

fn ca(names: &Names<'_>) -> Option<Vec<u8>> {
    let default = "the certificates of the system";
    let (name, path) = names.set("CERTIFICATE", default)?;
    match tls::read_ca(Path::new(&path)) {
        Ok(ca) => Some(ca),
        Err(reason) => {
            let expected = format!("a PEM file with certificates ({reason})");
            names.variables.refuse(&name, &path, &expected, default);
            None
        }
    }
}

fn identity(names: &Names<'_>) -> Option<Identity> {
    let default = "no client certificate";
    let certificate = names.set("CLIENT_CERTIFICATE", default);
    let key = names.set("CLIENT_KEY", default);
    let (name, path, expected) = match (certificate, key) {
        (None, None) => return None,
        (Some((name, certificate)), Some((key_name, key))) => {
            match tls::read_identity(Path::new(&certificate), Path::new(&key)) {
                Ok(identity) => return Some(identity),
                Err(reason) => {
                    let expected = format!(
                        "a PEM file with the certificate of the key in `{key_name}` ({reason})"
                    );
                    (name, certificate, expected)
                }
            }
        }
        (Some((name, path)), None) => (
            name,
            path,
            "`OTEL_EXPORTER_OTLP_CLIENT_KEY` to be set, too".to_owned(),
        ),
        (None, Some((name, path))) => (
            name,
            path,
            "`OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE` to be set, too".to_owned(),
        ),
    };
    names.variables.refuse(&name, &path, &expected, default);
    None
}
