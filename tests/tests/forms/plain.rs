//! All forms without any annotation.

use genai_unannotated::{chain_step, llm_span};

#[path = "functions/mod.rs"]
pub(crate) mod functions;
