use genai_runtime::chain_step;

#[chain_step(attempt = -1)]
fn draft() {}

fn main() {}
