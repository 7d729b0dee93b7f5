use std::sync::Arc;

use genai_runtime::{Usage, llm_span};

trait CompletionModel {}

#[llm_span(system = "openai")]
async fn generic<M: CompletionModel>(model: &M) -> Usage { let _ = model; Usage::new() }

#[llm_span(system = "openai")]
fn generic_by_clause<M>(model: Option<M>) -> Usage where M: CompletionModel { let _ = model; Usage::new() }

#[llm_span(system = "openai")]
fn opaque(model: impl CompletionModel) -> Usage { let _ = model; Usage::new() }

#[llm_span(system = "openai")]
fn object(model: &dyn CompletionModel) -> Usage { let _ = model; Usage::new() }

#[llm_span(system = "openai")]
fn shared(model: Arc<dyn CompletionModel + Send>) -> Usage { let _ = model; Usage::new() }

#[llm_span(system = "openai")]
fn text_of_a_reference(model: &impl AsRef<str>) -> Usage { let _ = model; Usage::new() }

#[llm_span(system = "openai")]
fn number(model: &u32) -> Usage { let _ = model; Usage::new() }

struct Ask;

#[llm_span(system = "openai", request = ask)]
async fn beside_a_request<M: CompletionModel>(model: &M, ask: &Ask) -> Usage { let _ = (model, ask); Usage::new() }

fn main() {}
