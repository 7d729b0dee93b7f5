#![allow(clippy::missing_const_for_fn, clippy::unused_async)]

use genai_runtime as _;

async fn later() {}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn large() -> usize {
    let kept = [0_u8; 40_000];
    later().await;
    kept.len()
}

pub async fn caller() -> usize {
    large().await
}
