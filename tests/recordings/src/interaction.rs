//! One HTTP request and its response.

use std::fmt;

use serde::{Deserialize, Deserializer};

/// One HTTP request and its response.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Interaction {
    /// Host of the request.
    pub host: String,
    /// HTTP method, as recorded.
    pub method: String,
    /// Path with its query.
    pub path: String,
    /// Body of the request, if it had one.
    pub request_body: Option<String>,
    /// HTTP status of the response.
    pub status: u16,
    /// Content type of the response; empty if it had none.
    #[serde(default, deserialize_with = "text")]
    pub content_type: String,
    /// Body of the response; empty if it had none.
    #[serde(default, deserialize_with = "text")]
    pub response_body: String,
}

fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

impl Interaction {
    /// The path without its query.
    pub fn endpoint(&self) -> &str {
        self.path.split('?').next().unwrap_or_default()
    }

    /// Whether the request is a `POST`, and so neither looks up, changes nor deletes something.
    pub fn is_post(&self) -> bool {
        self.method.eq_ignore_ascii_case("POST")
    }

    /// Whether the status is a success.
    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The body of the request, if it is JSON.
    pub fn request(&self) -> Option<serde_json::Value> {
        serde_json::from_str(self.request_body.as_deref()?).ok()
    }
}

impl fmt::Display for Interaction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}{}", self.method, self.host, self.endpoint())
    }
}
