use genai_runtime::{attributes, record};

fn main() {
    record(attributes! {
        "gen_ai.input.messages" = "[]",
        "gen_ai.output.messages" = "[]",
        "gen_ai.tool.call.arguments" = "{}",
        "gen_ai.prompt.variable.city" = "Rome",
    });
}
