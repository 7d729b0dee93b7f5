use genai_runtime::{attributes, record};

fn main() {
    record(attributes! {
        "gen_ai.operation.name" = "chat",
        "gen_ai.provider.name" = "openai",
        "gen_ai.request.model" = "gpt-4o",
        "gen_ai.usage.input_tokens" = 3,
    });
}
