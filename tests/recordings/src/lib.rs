//! Recorded provider exchanges, and what tests find of each of them.
//!
//! Recordings are read from the directory that `GENAI_RECORDINGS` names; they are not part of this repository. Tests
//! judge any set of them: each interaction by itself ([`Verdicts`]), and of the set that the project knows also that
//! nothing in it is passed over ([`RecordingSet::is_known`]).

mod body;
mod exchange;
mod interaction;
mod recording;
mod set;
mod verdicts;

pub use body::{Framing, NotJson};
pub use exchange::Exchange;
pub use interaction::Interaction;
pub use recording::{Recording, RecordingError};
pub use set::{RECORDINGS_VARIABLE, RecordingSet, recordings};
pub use verdicts::{Verdict, Verdicts};
