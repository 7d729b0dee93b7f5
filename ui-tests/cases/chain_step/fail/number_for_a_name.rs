use genai_runtime::chain_step;

#[chain_step(name = 7)]
fn step() {}

fn main() {}
