//! Returned streams: each has one span, whatever its consumer does.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests may panic, as tests may"
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
