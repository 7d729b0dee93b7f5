use genai_runtime::{Usage, llm_span};

#[llm_span(
    provider = "openai",
    model = "m",
    attributes(
        "gen_ai.provider.name" = "mine",
        "gen_ai.operation.name" = "chat",
        "llm.model_name" = "m",
        "llm.prompts" = "[]",
        "gen_ai.input.mesages" = "[]",
        "gen_ai.tool.arguments" = "{}"
    )
)]
fn complete() -> Usage {
    Usage::new()
}

#[llm_span(system = "openai", model = "m", usage = none, result(|_| "gen_ai.usage.input_tokens" = 1))]
fn counted() {}

fn main() {}
