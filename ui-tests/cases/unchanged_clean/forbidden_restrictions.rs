#![forbid(
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::let_underscore_untyped,
    clippy::mem_forget,
    clippy::pattern_type_mismatch,
    clippy::print_stdout,
    clippy::shadow_unrelated,
    clippy::let_underscore_must_use,
    clippy::redundant_type_annotations,
    clippy::semicolon_outside_block,
    clippy::wildcard_enum_match_arm,
    clippy::items_after_statements,
    clippy::used_underscore_binding,
    clippy::no_effect_underscore_binding
)]
//! Documented.

#[path = "functions/all.rs"]
pub mod functions;
