use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", messages = prompt, max_output_tokens = 7, n = 2)]
fn words_of_providers(prompt: &str) -> Usage { let _ = prompt; Usage::new() }

#[llm_span(system = "openai", model = "m", user = who, conversation = "c-1")]
fn words_of_steps(who: &str) -> Usage { let _ = who; Usage::new() }

#[llm_span(system = "openai", model = "m", operation = embeddings, dimensions = size)]
fn words_of_embeddings(size: u32) -> Usage { let _ = size; Usage::new() }

fn main() {}
