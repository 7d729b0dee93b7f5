use genai_runtime::chain_step;

#[chain_step(kind = tool, data_source = "handbook")]
fn step() {}

fn main() {}
