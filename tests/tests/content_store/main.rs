//! Captured content that is stored by reference: what stands in its place, and what becomes of calls whose
//! store does not do its work.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may panic"
)]
#![allow(clippy::indexing_slicing, reason = "a test may panic")]

mod calls;
mod directory;
mod failing;
mod object;
mod scratch;
mod system;
