use genai_runtime::chain_step;

#[chain_step(kind = 7)]
fn step() {}

fn main() {}
