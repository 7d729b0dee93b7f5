use genai_runtime::chain_step;

#[chain_step(kind = workflow, user = 7)]
fn answer() {}

fn main() {}
