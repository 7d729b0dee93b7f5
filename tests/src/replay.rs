//! A server that replays recorded exchanges byte for byte.
//!
//! The server checks nothing: tests assert on [`ReplayServer::requests`].

mod server;

pub use genai_recordings::*;
pub use server::{Pieces, ReceivedRequest, ReplayServer};
