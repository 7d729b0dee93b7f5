use genai_runtime::{attributes, record};

fn main() {
    record(attributes! { "gen_ai.request.max_tokens" = "three" });
}
