//! All forms with their annotations.

use genai_runtime::{chain_step, llm_span};

#[path = "functions/mod.rs"]
pub(crate) mod functions;
