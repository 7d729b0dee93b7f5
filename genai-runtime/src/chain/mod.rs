//! What spans a whole chain: the conversation that it belongs to, the agent that acts, and the way that it goes.

mod agent;
mod conversation;
mod path;
mod walk;

pub(crate) use agent::AgentRun;
pub(crate) use conversation::{conversation, with_conversation};
pub(crate) use walk::{Walk, Walked, decide};
