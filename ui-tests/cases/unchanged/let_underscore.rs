#![warn(let_underscore_drop, unused_results, unit_bindings, redundant_lifetimes, trivial_casts, trivial_numeric_casts, unused_qualifications, variant_size_differences)]

use std::sync::Mutex;

use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(shared: &Mutex<Vec<u32>>) {
    let _ = shared.lock();
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(shared: &Mutex<Vec<u32>>) -> u32 {
    let _ = shared.lock().unwrap();
    let _ = String::new();
    3 as u32
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn results(mut names: Vec<u32>) {
    names.pop();
    std::mem::replace(&mut names, Vec::new());
    let unit = drop(names);
}
