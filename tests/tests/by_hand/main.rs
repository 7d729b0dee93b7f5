//! Operations built by hand record the same as annotated functions.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers of tests may panic, as tests may"
)]

mod asked;
mod content;
mod ends;
mod kinds;
mod manual;
mod printed;
mod work;
