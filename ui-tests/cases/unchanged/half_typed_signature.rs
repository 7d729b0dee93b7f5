use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn asynchronous(question: ) -> usize {
    3
}
