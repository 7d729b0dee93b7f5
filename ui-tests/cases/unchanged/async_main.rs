//! `main` cannot be `async`, with or without an annotation.
use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step(kind = workflow))]
async fn main() {
    std::future::ready(()).await;
}
