#![forbid(clippy::pedantic)]
//! Documented.

#[path = "functions/all.rs"]
pub mod functions;
