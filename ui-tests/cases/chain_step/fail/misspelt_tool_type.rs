use genai_runtime::chain_step;

#[chain_step(kind = tool, type = "functon")]
fn step() {}

fn main() {}
