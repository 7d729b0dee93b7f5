//! Values that are never recorded in clear.

use std::fmt;
use std::sync::Arc;

use hmac::{Hmac, KeyInit, Mac};
use serde::{Serialize, Serializer};
use sha2::{Digest, Sha256};

const MARK: &str = "[sensitive]";
/// A value that is never recorded in clear, for parameters that are secret by their nature.
///
/// `Debug`, `Display` and `Serialize` show `[sensitive]`. As an argument or a span attribute it is recorded in the
/// form that its constructor chose; `None` is not recorded.
///
/// | constructor | recorded |
/// |---|---|
/// | [`new`](Self::new) | `[sensitive]` |
/// | [`length`](Self::length) | `[sensitive: 12 bytes]`, the length of its text in UTF-8 |
/// | [`hashed`](Self::hashed) | `sha256:` and the first 16 hexadecimal digits of the text's SHA-256 |
/// | [`hashed_with`](Self::hashed_with) | `hmac-sha256:` and as many digits of its HMAC-SHA-256 with a key |
///
/// Equal texts have equal hashes. Anyone who can guess a value can hash the guess: use a key where values are few or
/// easy to guess (names, telephone numbers).
///
/// Memory is not wiped when the value is dropped.
///
/// # Examples
///
/// ```
/// use genai_runtime::{Sensitive, llm_span};
///
/// #[llm_span(
///     system = "openai",
///     model = "gpt-4o-mini",
///     usage = none,
///     attributes("app.customer" = customer)
/// )]
/// fn complete(customer: &Sensitive<String>) -> usize {
///     customer.expose().len()
/// }
///
/// let customer = Sensitive::hashed("Bob".to_owned()); // recorded as sha256:cd9fb1e148ccd844
/// assert_eq!(complete(&customer), 3);
/// assert_eq!(format!("{customer} {customer:?}"), "[sensitive] [sensitive]");
/// ```
#[derive(Clone)]
pub struct Sensitive<T> {
    value: T,
    recorded: Recorded,
}

/// What is recorded.
#[derive(Clone)]
enum Recorded {
    Mark,
    Length,
    Hash,
    KeyedHash(Arc<[u8]>),
}

impl<T> Sensitive<T> {
    /// A value recorded as `[sensitive]`.
    pub const fn new(value: T) -> Self {
        let recorded = Recorded::Mark;
        Self { value, recorded }
    }

    /// A value whose length in bytes is recorded.
    pub const fn length(value: T) -> Self {
        let recorded = Recorded::Length;
        Self { value, recorded }
    }

    /// A value recorded as the beginning of its SHA-256.
    pub const fn hashed(value: T) -> Self {
        let recorded = Recorded::Hash;
        Self { value, recorded }
    }

    /// A value recorded as the beginning of its HMAC-SHA-256 with a key.
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_runtime::Sensitive;
    /// use genai_runtime::value::Text;
    ///
    /// let of = |key: &str| Sensitive::hashed_with("Bob", key.as_bytes());
    /// assert_eq!(of("a key").text(), of("a key").text());
    /// assert_ne!(of("a key").text(), of("another key").text());
    /// ```
    pub fn hashed_with(value: T, key: &[u8]) -> Self {
        let recorded = Recorded::KeyedHash(key.into());
        Self { value, recorded }
    }

    /// The value in clear.
    pub const fn expose(&self) -> &T {
        &self.value
    }

    /// Returns the value in clear.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// What is recorded instead of the value's text.
    pub(crate) fn recorded(&self, text: &str) -> String {
        match &self.recorded {
            Recorded::Mark => MARK.to_owned(),
            Recorded::Length => format!("[sensitive: {} bytes]", text.len()),
            Recorded::Hash => format!("sha256:{}", beginning(&Sha256::digest(text))),
            Recorded::KeyedHash(key) => Hmac::<Sha256>::new_from_slice(key).map_or_else(
                |_| MARK.to_owned(),
                |hmac| {
                    let hash = hmac.chain_update(text).finalize().into_bytes();
                    format!("hmac-sha256:{}", beginning(&hash))
                },
            ),
        }
    }
}

/// The first bytes in hexadecimal: enough to tell values apart, too little to be looked up like a whole hash.
fn beginning(hash: &[u8]) -> String {
    let first = hash.first_chunk().copied().unwrap_or_default();
    format!("{:016x}", u64::from_be_bytes(first))
}

impl<T> fmt::Debug for Sensitive<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(MARK)
    }
}

impl<T> fmt::Display for Sensitive<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(MARK)
    }
}

impl<T> From<T> for Sensitive<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

/// As `[sensitive]`.
impl<T> Serialize for Sensitive<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(MARK)
    }
}

#[cfg(test)]
mod tests {
    use super::Sensitive;
    use crate::attributes::AttributeValue;
    use crate::report::value::Text;

    fn recorded<T: Text + AttributeValue>(value: &Sensitive<T>) -> String {
        let text = value.text().unwrap().into_owned();
        assert_eq!(value.attribute_value().unwrap().as_str(), text);
        text
    }

    #[test]
    fn each_constructor_records_its_form() {
        assert_eq!(recorded(&Sensitive::new("abc")), "[sensitive]");
        assert_eq!(recorded(&Sensitive::length("né")), "[sensitive: 3 bytes]");
        // FIPS 180-2, appendix B.1.
        assert_eq!(
            recorded(&Sensitive::hashed("abc".to_owned())),
            "sha256:ba7816bf8f01cfea"
        );
        // RFC 4231, test case 2.
        let keyed = Sensitive::hashed_with(Some("what do ya want for nothing?"), b"Jefe");
        assert_eq!(recorded(&keyed), "hmac-sha256:5bdcc146bf60754e");
    }

    #[test]
    fn debug_and_display_do_not_show_the_value() {
        for value in [
            Sensitive::from("abc"),
            Sensitive::length("abc"),
            Sensitive::hashed("abc"),
        ] {
            assert_eq!(
                format!("{value:?} {value:#?} {value}"),
                "[sensitive] [sensitive] [sensitive]"
            );
            assert_eq!(serde_json::to_string(&value).unwrap(), r#""[sensitive]""#);
            assert_eq!((*value.expose(), value.into_inner()), ("abc", "abc"));
        }
    }

    #[test]
    fn an_absent_value_is_not_recorded() {
        let none = Sensitive::hashed(None::<String>);
        assert_eq!(none.text(), None);
        assert_eq!(none.attribute_value(), None);
    }

    #[test]
    fn numbers_are_recorded_by_their_decimals() {
        let value = Sensitive::length(1234_u32).attribute_value().unwrap();
        assert_eq!(value.as_str(), "[sensitive: 4 bytes]");
        assert!(!Sensitive::new(u64::MAX).is_saturated());
    }
}
