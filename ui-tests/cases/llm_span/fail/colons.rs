use genai_runtime::{Usage, llm_span};

#[llm_span(system: "openai", model: "gpt-4o")]
fn fields() -> Usage { Usage::new() }

#[llm_span(system => "openai", model => "gpt-4o")]
fn arms() -> Usage { Usage::new() }

#[llm_span(system = "openai", model = "m", attributes("app.x": 1, app.y: 2))]
fn in_a_list() -> Usage { Usage::new() }

#[llm_span(system = "openai", model = "m", prompt(variables(question: "q")), result(|_| "app.z" => 3))]
fn in_other_lists() -> Usage { Usage::new() }

fn main() {}
