#![allow(clippy::missing_const_for_fn, clippy::unused_async)]

use std::rc::Rc;
use std::sync::Mutex;

use genai_runtime as _;

async fn later() {}

async fn large() -> usize {
    let kept = [0_u8; 40_000];
    later().await;
    kept.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn not_send(shared: Rc<u32>) -> u32 {
    later().await;
    *shared
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn holds_a_lock(shared: &Mutex<u32>) -> u32 {
    let guard = shared.lock().unwrap();
    later().await;
    *guard
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn large_inside() -> usize {
    large().await
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn redundant_block() {
    async { later().await }.await;
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn opaque() -> impl Future<Output = ()> {
    async { later().await }
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn yields_an_async() -> impl Future<Output = ()> {
    later()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn yields_a_known_one() -> std::future::Ready<u32> {
    std::future::ready(3)
}
