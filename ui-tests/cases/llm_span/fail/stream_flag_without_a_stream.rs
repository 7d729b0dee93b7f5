use genai_runtime::llm_span;

type Words = Vec<&'static str>;

#[llm_span(system = "openai", model = "m", usage = none, stream)]
fn words() -> Words {
    vec!["a"]
}

fn main() {}
