use genai_runtime::chain_step;

#[chain_step(parent = 3)]
fn step() {}

fn main() {}
