use genai_runtime::chain_step;

#[chain_step(attempt = "second")]
fn draft() {}

fn main() {}
