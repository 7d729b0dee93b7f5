#![deny(warnings)]

use genai_runtime::{Usage, llm_span};

#[llm_span(
    system = "openai",
    model = "m",
    attributes(
        "gen_ai.prompt.name" = "greeting",
        "openai.request.service_tier" = "auto",
        "session.id" = session,
        "app.feature" = feature()
    ),
    result(|usage: &Usage| "app.tokens" = usage.input_tokens())
)]
fn complete(session: &str) -> Usage {
    Usage::new()
}

fn feature() -> Option<String> {
    None
}

fn main() {
    complete("s");
}
