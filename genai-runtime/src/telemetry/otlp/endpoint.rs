//! URLs of OTLP receivers: parses, completes, and redacts them.

use std::net::IpAddr;

use http::Uri;

use super::OtlpProtocol;
use crate::telemetry::diagnostics::quoted;
use crate::telemetry::signal::Signal;

/// The expected form of a URL, for messages.
pub(crate) fn expected(protocol: OtlpProtocol) -> &'static str {
    match protocol {
        OtlpProtocol::HttpProtobuf => "a URL such as `http://localhost:4318`",
        OtlpProtocol::Grpc => "a URL such as `http://localhost:4317`",
    }
}

/// The default URL of a receiver.
pub(crate) fn default_base(protocol: OtlpProtocol) -> Uri {
    Uri::from_static(match protocol {
        OtlpProtocol::HttpProtobuf => "http://localhost:4318",
        OtlpProtocol::Grpc => "http://localhost:4317",
    })
}

/// Parses a URL. One without a scheme is valid for gRPC only, and uses TLS unless `insecure`.
pub(crate) fn parse(text: &str, protocol: OtlpProtocol, insecure: bool) -> Option<Uri> {
    let completed;
    let text = match (text.contains("://"), protocol) {
        (true, _) => text,
        (false, OtlpProtocol::HttpProtobuf) => return None,
        (false, OtlpProtocol::Grpc) => {
            completed = format!("{}://{text}", if insecure { "http" } else { "https" });
            &completed
        }
    };
    let uri: Uri = text.parse().ok()?;
    let web = matches!(uri.scheme_str(), Some("http" | "https"));
    let authority = uri.authority()?;
    // `http` accepts any text after the colon and then reports no port.
    let port_is_number =
        authority.port_u16().is_some() || !after_host(authority.as_str()).contains(':');
    // `http` also accepts these characters, which are no part of a host: headers that were appended by mistake.
    let host = authority.host();
    let is_host = !host.is_empty() && !host.contains([',', '=']);
    (web && is_host && port_is_number).then_some(uri)
}

fn after_host(authority: &str) -> &str {
    let host_and_port = authority
        .rsplit_once('@')
        .map_or(authority, |(_, rest)| rest);
    host_and_port
        .rsplit_once(']')
        .map_or(host_and_port, |(_, rest)| rest)
}

/// Whether the host of a URL is this machine.
pub(crate) fn is_loopback(url: &str) -> bool {
    let uri = url.parse::<Uri>().unwrap_or_default();
    let host = uri.host().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    let address = address.parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

/// The URL of one signal beneath the `base` of all, as the specification builds it for HTTP.
pub(crate) fn beneath(base: &Uri, signal: Signal) -> String {
    let scheme = base.scheme_str().unwrap_or("http");
    let path = base.path().trim_end_matches('/');
    let query = base
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    format!(
        "{scheme}://{}{path}/v1/{signal}{query}",
        host_and_port(base)
    )
}

/// A URL without user and password, which no transport sends.
pub(crate) fn without_credentials(uri: &Uri) -> String {
    let scheme = uri.scheme_str().unwrap_or("http");
    let rest = uri
        .path_and_query()
        .map_or("/", |path_and_query| path_and_query.as_str());
    format!("{scheme}://{}{rest}", host_and_port(uri))
}

/// Whether a URL has a user or a password.
pub(crate) fn has_credentials(uri: &Uri) -> bool {
    uri.authority()
        .is_some_and(|authority| authority.as_str().contains('@'))
}

fn host_and_port(uri: &Uri) -> &str {
    let authority = uri
        .authority()
        .map_or("localhost", |authority| authority.as_str());
    authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host)
}

/// The URL without user, password, query, fragment and tokens in its path.
///
/// If the text is not a valid URL, a password may contain delimiters or look like a path: everything before the last
/// `@` is left out.
pub(crate) fn redacted(text: &str) -> String {
    let (scheme, rest) = match text.split_once("://") {
        Some((scheme, rest)) => (format!("{scheme}://"), rest),
        None => (String::new(), text),
    };
    let has_password = |path: &str| {
        path.rsplit_once('@')
            .is_some_and(|(user, _)| user.contains(':') || path.starts_with("//"))
    };
    let is_url = !scheme.is_empty()
        && parse(text, OtlpProtocol::Grpc, false).is_some_and(|url| !has_password(url.path()));
    let rest = match rest.rsplit_once('@') {
        Some((_, rest)) if !is_url => rest,
        _ => rest,
    };
    let end = rest.find(['?', '#']).unwrap_or(rest.len());
    let rest = rest.get(..end).unwrap_or(rest);
    let (authority, path) = rest
        .find('/')
        .map_or((rest, ""), |slash| rest.split_at(slash));
    let host = authority
        .rsplit_once('@')
        .map_or(authority, |(_, host)| host);
    let shown = |segment| if is_token(segment) { "…" } else { segment };
    let path: Vec<_> = path.split('/').map(shown).collect();
    let url = format!("{scheme}{host}{}", path.join("/"));
    // Headers may follow that belong into another variable.
    match url.split_once(',') {
        Some((url, _)) => quoted(&format!("{url},…")),
        None => quoted(&url),
    }
}

/// Whether a segment of a path looks like a token that authenticates the sender: it is long, and has a word that mixes
/// letters and digits or is very long itself.
fn is_token(segment: &str) -> bool {
    const LEAST: usize = 20;
    const MIXED_WORD: usize = 8;
    const LONG_WORD: usize = 32;
    let mut words = segment.split(|character: char| !character.is_ascii_alphanumeric());
    segment.len() >= LEAST
        && words.any(|word| {
            let has = |is: fn(&u8) -> bool| word.as_bytes().iter().any(is);
            let is_mixed = has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic);
            word.len() >= LONG_WORD || (word.len() >= MIXED_WORD && is_mixed)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use OtlpProtocol::{Grpc, HttpProtobuf};

    #[test]
    fn the_path_of_a_signal_is_appended_to_the_base() {
        for (base, url) in [
            ("http://localhost:4318", "http://localhost:4318/v1/traces"),
            ("http://localhost:4318/", "http://localhost:4318/v1/traces"),
            ("https://host/api/otlp/", "https://host/api/otlp/v1/traces"),
            (
                "https://host/otlp?tenant=a",
                "https://host/otlp/v1/traces?tenant=a",
            ),
        ] {
            let base = parse(base, HttpProtobuf, false).unwrap();
            assert_eq!(beneath(&base, Signal::Traces), url);
        }
    }

    #[test]
    fn malformed_urls_are_refused() {
        for text in [
            "localhost",
            "localhost:4318",
            "/v1/traces",
            "ftp://host",
            "http://",
            "http://ho st",
            "http://host:port",
            "http://host:99999",
            "http://[::1",
            "http://:4318",
            "http://user@host:x",
            "https://host,x-key=secret",
        ] {
            assert_eq!(parse(text, HttpProtobuf, false), None, "{text}");
        }
        for text in ["http://host name", "unix:///socket", "host:port", ":4317"] {
            assert_eq!(parse(text, Grpc, false), None, "{text}");
        }
    }

    #[test]
    fn grpc_needs_no_scheme() {
        for (text, insecure, url) in [
            ("host:4317", false, "https://host:4317/"),
            ("host:4317", true, "http://host:4317/"),
            ("http://host:4317", false, "http://host:4317/"),
            ("https://[::1]:4317", true, "https://[::1]:4317/"),
        ] {
            assert_eq!(parse(text, Grpc, insecure).unwrap().to_string(), url);
        }
    }

    #[test]
    fn secrets_are_not_shown() {
        for (text, shown) in [
            (
                "https://user:secret@host:1/path?key=secret#f",
                "https://host:1/path",
            ),
            ("user:secret@host:1", "host:1"),
            ("http://host/a@b", "http://host/a@b"),
            ("nonsense", "nonsense"),
            ("http://user:s3/cret@host:1", "http://host:1"),
            ("http://user:s3?cret@host", "http://host"),
            ("http://user:s3#cret@host", "http://host"),
            ("http://a:s3/c@r?e#t@host:1/x?key=secret", "http://host:1/x"),
            ("user:s3/cret@host:1", "host:1"),
            ("https//user:secret@host/x", "host/x"),
            ("hhttp//user:secret@host:4318", "host:4318"),
            ("collector/user:secret@host", "host"),
            ("https://https//user:secret@host", "https://host"),
            ("https://https//secret@host", "https://host"),
            ("https://host/x?key=a@b", "https://host/x"),
            ("http://ho\nst", "http://ho\\nst"),
            ("https://host,x-key=secret", "https://host,…"),
            ("https://host:1,x-key=secret", "https://host:1,…"),
            (
                "https://host/v1/traces,x-key=secret",
                "https://host/v1/traces,…",
            ),
            ("host,x-key=secret", "host,…"),
            ("http://user:s3,cret@host", "http://host"),
        ] {
            assert_eq!(redacted(text), shown);
        }
    }

    #[test]
    fn only_tokens_in_paths_are_hidden() {
        for token in [
            "ZaVnC4dhaV2x9k1QpLmN",
            "ZaVnC4dhaV1k_J-8sdh2pQ==",
            "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
            "9f86d081884c7d659a2feaa0c55ad015",
            "qWeRtYuIoPaSdFgHjKlZxCvBnMqWeRtY",
            "dt0c01.ST2EY72KQINMH574WMNVI7YN",
        ] {
            assert_eq!(
                redacted(&format!("https://host/receiver/v1/otlp/{token}/v1/traces")),
                "https://host/receiver/v1/otlp/…/v1/traces"
            );
        }
        for url in [
            "https://host/api/v1/otlp/v1/metrics",
            "https://otlp-gateway-prod-eu-west-2.grafana.net/otlp",
            "https://abc12345.live.dynatrace.example/api/v2/otlp",
            "https://host/otel-collector-eu-west-1/v1/traces",
            "https://host/opentelemetry-collector-2025-11/v1",
            "https://host/tenants/team42/production/v1/traces",
            "https://host/opentelemetry.proto.collector.trace.v1.TraceService/Export",
        ] {
            assert_eq!(redacted(url), url);
        }
    }
}
