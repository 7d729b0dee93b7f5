use genai_runtime::{attributes, record};

fn main() {
    record(attributes! {
        "llm.model_name" = "m",
        "llm.usage.prompt_tokens" = 3,
        "llm.prompts" = "[]",
    });
}
