use genai_runtime::chain_step;

#[chain_step(nmae = "x")]
fn step() {}

fn main() {}
