//! What the operations of a chain share: the attributes of a scope, the acting agent, and the path of the workflow.
//!
//! [`scope`] sets user, conversation, session and feature for everything within it:
//!
//! ```
//! use genai_runtime::{chain, chain_step};
//!
//! #[chain_step]
//! async fn answer(question: &str) {}
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! chain::scope().user("u-42").session("s-7").enter_async(answer("who?")).await;
//! # }
//! ```
//!
//! The arguments `conversation`, `user`, `session` and `feature` of a workflow or agent
//! ([`chain_step`](macro@crate::chain_step)) do the same.

mod agent;
mod attempts;
mod decisions;
mod group;
mod in_scope;
mod moment;
mod path;
mod purpose;
mod scope;
mod stretch;
mod walk;

pub(crate) use agent::AgentRun;
pub(crate) use attempts::Attempt;
pub(crate) use decisions::Decided;
pub use in_scope::InScope;
pub(crate) use moment::Moment;
pub(crate) use purpose::Purpose;
pub(crate) use scope::is_of_one_span;
pub use scope::{Scope, scope};
pub(crate) use walk::{Step, Walk, Walked, attempt, decide};
