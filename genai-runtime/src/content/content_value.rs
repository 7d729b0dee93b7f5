//! The trait of arguments and results of tools.

use std::borrow::Cow;

/// The arguments or the result of a tool: JSON as a text, any other text, or a value that converts to one.
///
/// The values of the arguments `arguments` and `result` of [`chain_step`](macro@crate::chain_step) with
/// `kind = tool` implement it. Ready-made: texts, numbers, `bool`, and `serde_json::Value` (feature `serde_json`). Wrap
/// values that implement serde's `Serialize` in [`AsJson`](crate::content::AsJson) (feature `content`).
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say what it holds",
    label = "`{Self}` does not implement `ContentValue`",
    note = "give a text, a number or a `serde_json::Value`; or wrap it: `genai_runtime::content::AsJson(value)`"
)]
#[cfg_attr(
    not(feature = "serde_json"),
    diagnostic::on_unimplemented(
        note = "`serde_json::Value` implements it with the feature `serde_json` of `genai-runtime`, and `AsJson` comes \
                with `content`"
    )
)]
#[cfg_attr(
    all(feature = "serde_json", not(feature = "content")),
    diagnostic::on_unimplemented(
        note = "`AsJson` comes with the feature `content` of `genai-runtime`"
    )
)]
pub trait ContentValue {
    /// Bytes of the value as JSON or plain text; `None` if there is no value. Recorded even where content is not
    /// captured.
    fn size(&self) -> Option<u64>;

    /// The value as JSON or as any text. Called only where content is captured.
    fn to_json(&self) -> Cow<'_, str>;
}

impl ContentValue for str {
    fn size(&self) -> Option<u64> {
        Some(self.len() as u64)
    }

    fn to_json(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl ContentValue for String {
    fn size(&self) -> Option<u64> {
        self.as_str().size()
    }

    fn to_json(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl<T: ContentValue + ToOwned + ?Sized> ContentValue for Cow<'_, T> {
    fn size(&self) -> Option<u64> {
        (**self).size()
    }

    fn to_json(&self) -> Cow<'_, str> {
        (**self).to_json()
    }
}

impl<T: ContentValue> ContentValue for Option<T> {
    fn size(&self) -> Option<u64> {
        self.as_ref().and_then(T::size)
    }

    fn to_json(&self) -> Cow<'_, str> {
        self.as_ref().map_or(Cow::Borrowed("null"), T::to_json)
    }
}

macro_rules! by_text {
    ($($plain:ty),*) => {$(
        impl ContentValue for $plain {
            fn size(&self) -> Option<u64> {
                Some(self.to_string().len() as u64)
            }

            fn to_json(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        }
    )*};
}

by_text!(
    bool, u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize, f32, f64
);

through_pointers!(ContentValue: size() -> Option<u64>, to_json() -> Cow<'_, str>);

#[cfg(feature = "serde_json")]
impl ContentValue for serde_json::Value {
    fn size(&self) -> Option<u64> {
        Some(super::json_size(self))
    }

    fn to_json(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}
