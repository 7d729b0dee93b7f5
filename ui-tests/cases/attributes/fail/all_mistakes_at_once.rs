use genai_runtime::{attributes, record};

fn main() {
    record(attributes! { "llm.model_name" = "x", "App.X" = 1, "gen_ai.request.top_p" = true });
}
