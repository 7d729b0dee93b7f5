//! Headers of OTLP requests. Their values are secret and must not appear in messages.

use http::header::{
    CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HOST, TRANSFER_ENCODING,
};
use http::{HeaderMap, HeaderName, HeaderValue};

/// Headers that describe the request itself; a wrong one makes it unreadable.
const RESERVED: [HeaderName; 6] = [
    CONNECTION,
    CONTENT_ENCODING,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    HOST,
    TRANSFER_ENCODING,
];

/// Why a header cannot be sent. Does not hold the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HeaderError {
    Name,
    Reserved,
    Value,
}

/// Puts `name: value` into `headers`, in place of a former header of that name.
pub(crate) fn insert(headers: &mut HeaderMap, name: &str, value: &str) -> Result<(), HeaderError> {
    let name = HeaderName::try_from(name).map_err(|_| HeaderError::Name)?;
    if RESERVED.contains(&name) {
        return Err(HeaderError::Reserved);
    }
    let mut value = HeaderValue::try_from(value).map_err(|_| HeaderError::Value)?;
    value.set_sensitive(true);
    headers.insert(name, value);
    Ok(())
}
