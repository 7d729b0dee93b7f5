//! Operations that are built by hand start and end like annotated functions: the same code runs in both forms,
//! and tells the same.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failed test is meant to panic"
)]

mod asked;
mod content;
mod ends;
mod kinds;
mod manual;
mod printed;
mod work;
