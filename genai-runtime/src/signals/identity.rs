//! The identity that spans, metrics and events of one operation share.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::VecDeque;

use http::Uri;
use opentelemetry::StringValue;

use crate::interned::interned;

/// Name, provider, model and server of an operation. Set before the span starts: samplers see it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Identity {
    /// Name of the step, tool or workflow, if it differs from the function's.
    pub(crate) name: Option<Cow<'static, str>>,
    pub(crate) provider: Option<StringValue>,
    pub(crate) model: Option<StringValue>,
    pub(crate) server: Option<Server>,
    pub(crate) data_source: Option<StringValue>,
    pub(crate) tool_type: Option<StringValue>,
    /// The agent that calls the tool, or that plans.
    pub(crate) agent: Option<StringValue>,
}

/// Where a model or data source is served.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Server {
    pub(crate) address: StringValue,
    pub(crate) port: Option<u16>,
}

/// Parsed endpoints that each thread caches, the most recent one first.
const RECENT: usize = 4;

/// Length in bytes of the longest endpoint that is cached.
const LONGEST: usize = 256;

thread_local! {
    static HERE: RefCell<VecDeque<(Box<str>, Option<Server>)>> = const { RefCell::new(VecDeque::new()) };
}

impl Server {
    /// The server of an endpoint, from the cache if possible.
    pub(crate) fn of(endpoint: &str) -> Option<Self> {
        let known = HERE.try_with(|here| {
            let mut here = here.try_borrow_mut().ok()?;
            let at = here.iter().position(|(known, _)| **known == *endpoint)?;
            if at > 0 {
                let known = here.remove(at)?;
                here.push_front(known);
            }
            here.front().map(|(_, server)| server.clone())
        });
        if let Ok(Some(server)) = known {
            return server;
        }
        let server = Self::parse(endpoint);
        // An endpoint that may hold a password is not cached.
        if endpoint.len() <= LONGEST && !endpoint.contains('@') {
            let _ = HERE.try_with(|here| {
                if let Ok(mut here) = here.try_borrow_mut() {
                    here.truncate(RECENT - 1);
                    here.push_front((endpoint.into(), server.clone()));
                }
            });
        }
        server
    }

    /// Parses a URL, `host:port` or a host, with or without a path. User names and passwords are dropped.
    fn parse(endpoint: &str) -> Option<Self> {
        let endpoint = endpoint.trim();
        let has_scheme = endpoint.contains("://");
        let uri: Uri = if has_scheme {
            endpoint.parse().ok()?
        } else {
            format!("any://{endpoint}").parse().ok()?
        };
        let authority = uri.authority()?;
        let host = authority.host();
        let written_port = authority.as_str().rsplit('@').next() != Some(host);
        // Without a scheme, providers are assumed to be reached over HTTPS.
        let scheme = if has_scheme {
            uri.scheme_str()
        } else {
            Some("https")
        };
        let well_known = match scheme {
            Some("https") => Some(443),
            Some("http") => Some(80),
            _ => None,
        };
        let port = if written_port {
            authority.port_u16().filter(|port| *port != 0)
        } else {
            well_known
        };
        let address = host.trim_start_matches('[').trim_end_matches(']');
        let address = Some(address).filter(|address| !address.is_empty())?;
        Some(Self {
            address: interned(address).into(),
            port,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{HERE, RECENT, Server};

    fn server(endpoint: &str) -> Option<(String, Option<u16>)> {
        Server::parse(endpoint).map(|server| (server.address.to_string(), server.port))
    }

    #[test]
    fn urls_and_hosts_are_parsed() {
        for (endpoint, address, port) in [
            ("https://api.openai.com/v1", "api.openai.com", Some(443)),
            ("http://127.0.0.1:8080/v1", "127.0.0.1", Some(8080)),
            ("http://[::1]:11434", "::1", Some(11434)),
            ("localhost:11434", "localhost", Some(11434)),
            ("api.groq.com", "api.groq.com", Some(443)),
            ("api.groq.com/openai/v1", "api.groq.com", Some(443)),
            ("localhost:11434/v1", "localhost", Some(11434)),
            ("http://localhost:99999", "localhost", None),
        ] {
            assert_eq!(
                server(endpoint),
                Some((address.to_owned(), port)),
                "{endpoint}"
            );
        }
    }

    #[test]
    fn each_of_many_endpoints_has_its_own_server() {
        for _ in 0..2 {
            for number in 0..2 * RECENT {
                let host = format!("host-{number}");
                let server = Server::of(&format!("https://{host}/v1"));
                let address = server.map(|server| server.address.to_string());
                assert_eq!(address, Some(host));
            }
            assert_eq!(Server::of("not a url"), None);
        }
    }

    #[test]
    fn an_endpoint_in_constant_use_is_read_once() {
        let url = |number: usize| format!("https://host-{number}/v1");
        let constant = url(0);
        let memory = || {
            HERE.with(|here| {
                let here = here.borrow();
                let found = here.iter().find(|(known, _)| **known == *constant);
                found.map(|(known, _)| known.as_ptr())
            })
        };
        Server::of(&constant);
        let first = memory();
        for number in 1..3 * RECENT {
            Server::of(&url(number));
            Server::of(&constant);
        }
        assert!(first.is_some());
        assert_eq!(memory(), first);
    }

    #[test]
    fn credentials_are_dropped() {
        let parsed = server("https://user:secret@example.com/v1");
        assert_eq!(parsed, Some(("example.com".to_owned(), Some(443))));
    }

    #[test]
    fn other_texts_are_not_a_server() {
        for endpoint in ["", "/v1/chat", "http://", "not a url"] {
            assert_eq!(server(endpoint), None, "{endpoint}");
        }
    }
}
