use genai_runtime::{attributes, record};

fn main() {
    record(attributes! { "gen_ai.usage.input_tokens" = "three" });
}
