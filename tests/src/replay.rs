//! Recorded provider exchanges, and a server that plays them back byte for byte.
//!
//! Recordings are read from the directory that `GENAI_RECORDINGS` names; they are not part of this repository.
//! The server checks nothing: what a test expects of the requests it asserts on [`ReplayServer::requests`].

mod exchange;
mod recording;
mod server;

pub use exchange::Exchange;
pub use recording::{Interaction, RECORDINGS_VARIABLE, Recording, RecordingError, recordings};
pub use server::{Pieces, ReceivedRequest, ReplayServer};
