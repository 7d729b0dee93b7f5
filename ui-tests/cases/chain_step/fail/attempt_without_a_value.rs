use genai_runtime::chain_step;

#[chain_step(attempt)]
fn draft() {}

fn main() {}
