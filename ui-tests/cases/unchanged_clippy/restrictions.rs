#![allow(clippy::missing_const_for_fn, clippy::unused_async)]
#![warn(
    clippy::absolute_paths,
    clippy::as_conversions,
    clippy::as_underscore,
    clippy::default_numeric_fallback,
    clippy::else_if_without_else,
    clippy::exhaustive_structs,
    clippy::expect_used,
    clippy::implicit_return,
    clippy::indexing_slicing,
    clippy::let_underscore_must_use,
    clippy::let_underscore_untyped,
    clippy::min_ident_chars,
    clippy::missing_inline_in_public_items,
    clippy::missing_trait_methods,
    clippy::panic,
    clippy::pattern_type_mismatch,
    clippy::question_mark_used,
    clippy::redundant_type_annotations,
    clippy::ref_patterns,
    clippy::semicolon_outside_block,
    clippy::single_call_fn,
    clippy::single_char_lifetime_names,
    clippy::std_instead_of_core,
    clippy::unneeded_field_pattern,
    clippy::unwrap_used,
    clippy::wildcard_enum_match_arm
)]

use genai_runtime as _;

#[cfg_attr(feature = "annotated", genai_runtime::chain_step)]
pub fn blocking(names: &[String]) -> usize {
    let first = names[0].parse::<u32>().unwrap();
    let _ = first;
    names.len()
}

#[cfg_attr(feature = "annotated", genai_runtime::llm_span(system = "openai", model = "m", usage = none))]
pub async fn asynchronous(n: &str, (count, _): (u32, u32)) -> Option<usize> {
    let first = n.find('a')?;
    if count > 3 {
        panic!("text");
    }
    Some(first)
}
