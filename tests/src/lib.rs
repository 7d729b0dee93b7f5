//! Helpers shared by the behaviour tests.

pub mod directory;
pub mod environment;
pub mod measured;
pub mod receiver;
pub mod replay;
pub mod reply;
pub mod setup;
pub mod snapshot;
pub mod traffic;
