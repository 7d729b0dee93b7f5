//! What is captured of what was said, and where it goes.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod budgets;
mod chain;
mod cuts;
mod events;
mod exported;
mod modes;
mod redacted;
mod schemas;
mod sizes;
mod steps;
