#![deny(clippy::all, clippy::pedantic, clippy::nursery)]
//! Documented.

#[path = "functions/all.rs"]
pub mod functions;
