//! Values that serde can write.

use std::borrow::Cow;

use serde::Serialize;

use super::content_value::ContentValue;
use super::json_size_of;

/// A value that implements serde's `Serialize`, recorded as JSON. It is serialised only if content is captured.
///
/// # Examples
///
/// ```
/// use genai_runtime::chain_step;
/// use genai_runtime::content::AsJson;
/// use serde::Serialize;
///
/// #[derive(Serialize)]
/// struct Query { city: String }
///
/// #[chain_step(kind = tool, arguments = AsJson(query), result = |degrees| *degrees)]
/// fn weather(query: &Query) -> f64 {
///     query.city.len() as f64
/// }
/// # weather(&Query { city: "Oslo".to_owned() });
/// ```
#[derive(Debug, Clone, Copy)]
pub struct AsJson<T>(
    /// The value.
    pub T,
);

impl<T: Serialize> ContentValue for AsJson<T> {
    fn size(&self) -> Option<u64> {
        json_size_of(&self.0)
    }

    fn to_json(&self) -> Cow<'_, str> {
        Cow::Owned(serde_json::to_string(&self.0).unwrap_or_default())
    }
}
