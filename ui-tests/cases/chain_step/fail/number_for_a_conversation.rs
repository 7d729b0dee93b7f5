use genai_runtime::chain_step;

#[chain_step(kind = workflow, conversation = 7)]
fn step() {}

fn main() {}
