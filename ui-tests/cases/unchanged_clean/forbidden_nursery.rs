#![forbid(clippy::nursery)]
//! Documented.

#[path = "functions/all.rs"]
pub mod functions;
