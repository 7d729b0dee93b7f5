#![forbid(warnings)]
//! Documented.

#[path = "functions/all.rs"]
pub mod functions;
