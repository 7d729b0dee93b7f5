use genai_runtime::chain_step;

#[chain_step(kind = workflow, attributes("gen_ai.usage.input_tokens" = 3))]
fn step() {}

fn main() {}
