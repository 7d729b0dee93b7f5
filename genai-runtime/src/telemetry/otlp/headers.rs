//! Headers of OTLP requests. Their values are secrets: they appear in no message.

use http::{HeaderMap, HeaderName, HeaderValue};

/// Why a header cannot be sent; the value is not part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeaderError {
    Name,
    Value,
}

/// Puts `name: value` into `headers`, in place of a former header of that name.
pub(crate) fn insert(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), HeaderError> {
    let name = HeaderName::try_from(name).map_err(|_| HeaderError::Name)?;
    let mut value = HeaderValue::try_from(value).map_err(|_| HeaderError::Value)?;
    value.set_sensitive(true);
    headers.insert(name, value);
    Ok(())
}
