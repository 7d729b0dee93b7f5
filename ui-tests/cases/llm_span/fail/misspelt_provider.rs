use genai_runtime::{Usage, llm_span};

#[llm_span(system = "OpenAI", model = "m")]
fn complete() -> Usage { Usage::new() }

#[llm_span(provider = "mistral", model = "m")]
fn by_its_brand() -> Usage { Usage::new() }

#[llm_span(system = "Azure", model = "m")]
fn by_its_host() -> Usage { Usage::new() }

#[llm_span(system = "bedrock", model = "m")]
fn by_its_service() -> Usage { Usage::new() }

fn main() {}
