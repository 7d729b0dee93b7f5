use genai_runtime::chain_step;

#[chain_step(kind = workfow)]
fn step() {}

fn main() {}
