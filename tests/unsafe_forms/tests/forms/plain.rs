//! The forms without annotations.

use genai_unannotated::{chain_step, llm_span};

#[path = "functions.rs"]
pub(crate) mod functions;
