//! What the behaviour tests share.

pub mod measured;
pub mod receiver;
pub mod replay;
pub mod reply;
pub mod setup;
pub mod told;
pub mod traffic;
