//! Keys that know the type of their value.

use core::fmt;
use core::marker::PhantomData;

/// The key of an attribute whose value has the type `T`: `str`, `i64`, `f64`, `bool`, or a slice of one
/// of them.
///
/// # Examples
///
/// ```
/// use genai_semconv::AttributeKey;
///
/// const MOOD: AttributeKey<f64> = AttributeKey::new("acme.mood");
/// assert_eq!(MOOD.as_str(), "acme.mood");
/// ```
pub struct AttributeKey<T: ?Sized> {
    key: &'static str,
    value: PhantomData<fn(&T)>,
}

impl<T: ?Sized> AttributeKey<T> {
    /// The key of that name.
    pub const fn new(key: &'static str) -> Self {
        Self {
            key,
            value: PhantomData,
        }
    }

    /// The key's name.
    pub const fn as_str(&self) -> &'static str {
        self.key
    }
}

impl<T: ?Sized> Clone for AttributeKey<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for AttributeKey<T> {}

impl<T: ?Sized> fmt::Debug for AttributeKey<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AttributeKey").field(&self.key).finish()
    }
}

impl<T: ?Sized> fmt::Display for AttributeKey<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key)
    }
}
