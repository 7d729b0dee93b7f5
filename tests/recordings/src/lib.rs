//! Recorded exchanges with providers, and the verdicts of tests on them.
//!
//! Recordings are read from the directory in `GENAI_RECORDINGS`; they are not part of this repository. Tests judge each
//! interaction of any set by itself ([`Verdicts`]); for the set that the project knows they also assert that nothing is
//! overlooked ([`RecordingSet::is_known`]).

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
