#![forbid(unused, unused_variables, unused_mut, unreachable_code, unreachable_patterns, unused_imports, unused_must_use, dead_code, deprecated)]
//! Documented.

#[path = "functions/all.rs"]
pub mod functions;
