use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn opaque(count: u32) -> impl Future<Output = u32> {
    async move { opaque(count + 1).await }
}
