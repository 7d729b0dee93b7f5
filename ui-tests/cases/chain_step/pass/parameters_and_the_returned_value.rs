#![deny(warnings)]

use genai_runtime::{Usage, chain_step, llm_span};

struct Found {
    query: usize,
}

#[chain_step(result(|hits| "app.query_length" = query.len(), "app.hits" = hits.len()))]
async fn by_reference(query: &str) -> Vec<u8> { let _ = query; Vec::new() }

#[chain_step(result(|hits| "app.query_length" = query.len(), "app.hits" = hits.len() + n))]
fn by_copy(query: &str, n: usize) -> Vec<u8> { let _ = (query, n); Vec::new() }

#[chain_step(result(|query| "app.hits" = query.len()))]
fn hidden_by_the_pattern(query: String) -> Vec<u8> { query.into_bytes() }

#[chain_step(result(|found| "app.found" = found.query, "app.more" = Found { query: found.query + 1 }.query))]
fn a_field_of_that_name(query: String) -> Found { Found { query: query.len() } }

#[chain_step(kind = workflow, output = |found| {
    let query = found.trim();
    Some(query).map(|query| format!("{query}"))
})]
async fn a_variable_of_that_name(query: String) -> String { query }

#[llm_span(system = "openai", model = "m", usage = |found| match &found.0 { Some(prompt) => count(prompt), None => count("") })]
fn an_arm_of_that_name(prompt: String) -> (Option<String>,) { (Some(prompt),) }

fn count(_: &str) -> Usage { Usage::new() }

fn main() {
    let _ = (by_reference("q"), by_copy("q", 1), hidden_by_the_pattern(String::new()), a_field_of_that_name(String::new()));
    let _ = (a_variable_of_that_name(String::new()), an_arm_of_that_name(String::new()));
}
