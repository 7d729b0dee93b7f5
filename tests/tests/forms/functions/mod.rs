//! The forms by topic, in good and bad style, as users write them.
#![allow(clippy::all, clippy::pedantic, reason = "bad style is a form, too")]

use super::{chain_step, llm_span};

pub(crate) mod attributes;
pub(crate) mod auto_traits;
pub(crate) mod bindings;
pub(crate) mod borrowing_errors;
pub(crate) mod bounds;
pub(crate) mod control_flow;
pub(crate) mod diverging;
pub(crate) mod eager;
pub(crate) mod extensions;
pub(crate) mod futures;
pub(crate) mod generated;
pub(crate) mod generics;
pub(crate) mod lifetimes;
pub(crate) mod lives;
pub(crate) mod local_names;
pub(crate) mod never;
pub(crate) mod opaque;
pub(crate) mod outer;
pub(crate) mod patterns;
pub(crate) mod polls;
pub(crate) mod receivers;
pub(crate) mod recursion;
pub(crate) mod returns;
pub(crate) mod scopes;
pub(crate) mod shadowing;
pub(crate) mod stacked;
pub(crate) mod streams;
pub(crate) mod traits;
pub(crate) mod unrecorded;
