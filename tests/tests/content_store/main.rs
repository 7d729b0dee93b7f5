//! Captured content that is stored by reference: the references, and calls whose store fails.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests may panic, as tests may"
)]
#![allow(
    clippy::indexing_slicing,
    reason = "helpers of tests may panic, as tests may"
)]

mod calls;
mod directory;
mod failing;
mod object;
mod objects;
mod system;
