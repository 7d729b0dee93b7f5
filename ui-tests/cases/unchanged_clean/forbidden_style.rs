#![forbid(nonstandard_style, future_incompatible, let_underscore, rust_2018_idioms, keyword_idents, refining_impl_trait)]
//! Documented.

#[path = "functions/all.rs"]
pub mod functions;
