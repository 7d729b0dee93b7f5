use genai_runtime::chain_step;

#[chain_step(kind = tool, name = "a", attributes("gen_ai.tool.name" = "b"))]
fn step() {}

fn main() {}
