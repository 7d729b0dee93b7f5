use genai_runtime::chain_step;

#[chain_step(attempt = 0)]
fn draft() {}

fn main() {}
