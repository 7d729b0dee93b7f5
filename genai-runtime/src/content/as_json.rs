//! Values that serde can write.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use crate::report::ContentValue;

/// What implements serde's `Serialize`, as JSON. It is written only where content is captured.
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
        let mut count = Count(0);
        serde_json::to_writer(&mut count, &self.0).ok()?;
        Some(count.0)
    }

    fn to_json(&self) -> Cow<'_, str> {
        Cow::Owned(serde_json::to_string(&self.0).unwrap_or_default())
    }
}

struct Count(u64);

impl Write for Count {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        self.0 = self.0.saturating_add(text.len() as u64);
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
