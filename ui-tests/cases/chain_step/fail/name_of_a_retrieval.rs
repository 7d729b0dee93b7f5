use genai_runtime::chain_step;

#[chain_step(kind = retrieval, name = "search")]
fn search() {}

fn main() {}
