#![deny(warnings)]

use genai_runtime::{Usage, llm_span};

struct Foreign(u64);

fn usage_of(foreign: &Foreign) -> Usage {
    Usage::new().input(foreign.0)
}

#[llm_span(system = "openai", model = "m", usage = usage_of)]
fn by_path() -> Foreign {
    Foreign(1)
}

#[llm_span(system = "openai", model = "m", usage = |foreign: &Foreign| usage_of(foreign))]
fn by_closure() -> Option<Foreign> {
    None
}

#[llm_span(system = "openai", model = "m", usage = manual)]
fn by_hand() {
    genai_runtime::report(&Usage::new());
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn not_at_all() -> String {
    String::new()
}

fn main() {
    let _ = (by_path().0, by_closure().is_none(), by_hand(), not_at_all());
}
