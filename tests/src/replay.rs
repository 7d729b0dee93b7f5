//! Recorded provider exchanges, and a server that plays them back byte for byte.
//!
//! The server checks nothing: what a test expects of the requests it asserts on [`ReplayServer::requests`].

mod server;

pub use genai_recordings::*;
pub use server::{Pieces, ReceivedRequest, ReplayServer};
