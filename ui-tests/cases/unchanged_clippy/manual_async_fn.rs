#![allow(clippy::missing_const_for_fn, clippy::unused_async)]

use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn opaque(text: &str) -> impl Future<Output = usize> {
    async move { text.len() }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn not_this_one(text: &str) -> usize {
    text.len()
}
