use genai_runtime::chain_step;

#[chain_step(attributes("gen_ai.tool.name" = "x"))]
fn step() {}

fn main() {}
