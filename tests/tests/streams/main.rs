//! Returned streams: one span each, whatever their consumer does with them.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed test is meant to panic"
)]

mod aggregate;
mod cases;
mod chunks;
mod content;
mod destructors;
mod errors;
mod forms;
mod matrix;
mod methods;
mod pace;
mod script;
mod shape;
