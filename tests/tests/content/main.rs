//! Captured content, and where it is recorded.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "helpers of tests may panic, as tests may"
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
