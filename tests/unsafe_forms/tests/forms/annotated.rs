//! The forms with their annotations.

use genai_runtime::{chain_step, llm_span};

#[path = "functions.rs"]
pub(crate) mod functions;
