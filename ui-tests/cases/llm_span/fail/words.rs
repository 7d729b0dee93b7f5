//! Words in the wrong form: one mistake each, which says the way out.

use genai_runtime::llm_span;

#[llm_span(system("openai"), model = "m", usage = none)]
fn system_as_a_list() {}

#[llm_span(system = "openai", model = "m", usage = None)]
fn usage_as_a_variant() {}

struct Model;

impl Model {
    #[llm_span(system = "openai", model = "m", usage = none, skip(self, question))]
    fn skipped_self(&self, question: &str) -> usize {
        question.len()
    }
}

#[llm_span(system = "openai", model = "m", usage = none, skip(self))]
fn no_self() {}

fn main() {}
