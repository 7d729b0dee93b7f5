#![warn(
    elided_lifetimes_in_paths,
    explicit_outlives_requirements,
    mismatched_lifetime_syntaxes,
    single_use_lifetimes,
    unused_lifetimes
)]

use genai_runtime as _;

pub struct Name<'a>(pub &'a str);

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(name: Name) -> usize {
    name.0.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn returned_blocking(name: &str) -> Name {
    Name(name)
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn unused<'a>() {}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn unused_blocking<'a, 'b>(name: &'a str) -> &'a str {
    name
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub async fn used_once<'a>(name: &'a str) -> usize {
    name.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn used_once_blocking<'a>(name: &'a str) -> usize {
    name.len()
}
