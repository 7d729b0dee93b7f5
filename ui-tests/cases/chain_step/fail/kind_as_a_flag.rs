use genai_runtime::chain_step;

#[chain_step(workflow)]
fn flow() {}

fn main() {}
