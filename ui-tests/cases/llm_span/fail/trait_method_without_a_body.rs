use genai_runtime::{Usage, llm_span};

trait Complete {
    #[llm_span(system = "openai", model = "m")]
    fn complete(&self) -> Usage;
}

fn main() {}
