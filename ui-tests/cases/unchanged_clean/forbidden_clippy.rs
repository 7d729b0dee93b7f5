#![forbid(clippy::all, clippy::correctness, clippy::suspicious, clippy::style, clippy::complexity, clippy::perf)]
//! Documented.

#[path = "functions/all.rs"]
pub mod functions;
