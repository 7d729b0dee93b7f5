use genai_runtime::chain_step;

#[chain_step(kind = tool, attributes("gen_ai.request.model" = "gpt"))]
fn step() {}

fn main() {}
