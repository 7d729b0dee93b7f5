use genai_runtime::{Usage, llm_span};

#[llm_span(
    system = "openai",
    model = "m",
    attributes(
        "gen_ai.input.messages" = prompt,
        "gen_ai.system_instructions" = prompt,
        "gen_ai.tool.definitions" = prompt,
        "gen_ai.prompt.variable.city" = prompt,
        "gen_ai.tool.call.arguments" = prompt
    ),
    result(|_| "gen_ai.output.messages" = "[]")
)]
fn complete(prompt: &str) -> Usage {
    let _ = prompt;
    Usage::new()
}

fn main() {}
