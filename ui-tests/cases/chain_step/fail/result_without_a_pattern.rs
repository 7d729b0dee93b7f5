use genai_runtime::chain_step;

#[chain_step(result("app.count" = 3))]
fn step() -> u8 { 3 }

fn main() {}
