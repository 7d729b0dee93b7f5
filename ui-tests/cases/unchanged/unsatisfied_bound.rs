use std::collections::HashMap;
use std::fmt::Display;

use futures::future::BoxFuture;
use genai_runtime as _;

pub struct Model;

fn show(_: impl Display) {}

fn keep<T: Clone>(_: &T) {}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(model: Model) {
    show(model);
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(model: Model) {
    show(model);
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn generic<T>(value: T) {
    keep(&value);
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn hashed(model: Model) {
    let mut models = HashMap::new();
    models.insert(model, 3);
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn compared(first: Model, second: Model) -> bool {
    first == second
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn added(count: u32) -> u64 {
    3_u64 + count
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn boxed(model: Model) -> BoxFuture<'static, String> {
    Box::pin(async move { model.to_string() })
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn formatted(model: Model) -> String {
    format!("{model}")
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn awaited(model: Model) {
    model.await;
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn iterated(model: Model) -> u32 {
    for _ in model {}
    3
}
