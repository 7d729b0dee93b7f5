use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", prompt(nam = "answer", name = "a", name = "b", variables(a = 1, "a" = 2, "" = 3)))]
fn complete() -> Usage { Usage::new() }

#[llm_span(system = "openai", model = "m", prompt(version = "2"))]
fn of_a_version() -> Usage { Usage::new() }

#[llm_span(system = "openai", model = "m", prompt())]
fn of_nothing() -> Usage { Usage::new() }

#[llm_span(system = "openai", model = "m", prompt = "answer")]
fn of_a_text() -> Usage { Usage::new() }

#[llm_span(system = "openai", model = "m", prompt(name = "answer", variables = question))]
fn of_no_list(question: &str) -> Usage { Usage::new() }

#[llm_span(system = "openai", model = "m", prompt(name = "answer"), attributes("gen_ai.prompt.name" = "a"))]
fn of_two_names() -> Usage { Usage::new() }

fn main() {}
