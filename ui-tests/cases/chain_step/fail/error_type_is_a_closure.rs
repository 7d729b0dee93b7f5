use genai_runtime::chain_step;

#[chain_step(error_type = |_| "x")]
fn step() -> Result<(), String> { Ok(()) }

fn main() {}
