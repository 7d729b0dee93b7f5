//! What spans a whole chain: the conversation that it belongs to, and the agent that acts.

mod agent;
mod conversation;

pub(crate) use agent::AgentRun;
pub(crate) use conversation::{conversation, with_conversation};
