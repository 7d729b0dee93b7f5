//! The headers of a request or a response.

use std::borrow::Cow;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::baggage;
use super::carrier::Fields;

impl Fields for HeaderMap {
    fn text(&self, field: &str) -> Option<Cow<'_, str>> {
        let headers = self.get_all(field).iter();
        let mut texts = headers.filter_map(|value| text_of(field, value));
        let first = texts.next()?;
        // A list may be spread over several headers, as `tracestate` and `baggage` are by some proxies.
        Some(texts.fold(first, |list, text| Cow::Owned(format!("{list},{text}"))))
    }

    fn names(&self) -> Vec<&str> {
        self.keys().map(HeaderName::as_str).collect()
    }

    fn put(&mut self, field: &str, text: String) {
        let Ok(name) = HeaderName::try_from(field) else {
            return;
        };
        match HeaderValue::try_from(text) {
            // Fails if there are too many headers, where `insert` would panic.
            Ok(value) => drop(self.try_insert(name, value)),
            Err(_) => drop(HeaderMap::remove(self, name)),
        }
    }

    fn remove(&mut self, field: &str) {
        HeaderMap::remove(self, field);
    }
}

/// The text of a header. Baggage is read even if it is not ASCII: one such entry must not lose all others.
fn text_of<'a>(field: &str, value: &'a HeaderValue) -> Option<Cow<'a, str>> {
    if field.eq_ignore_ascii_case(baggage::FIELD) {
        return Some(String::from_utf8_lossy(value.as_bytes()));
    }
    value.to_str().ok().map(Cow::Borrowed)
}
