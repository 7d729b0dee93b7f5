use genai_runtime::chain_step;

#[chain_step(kind = retrieval, data_source = "a", attributes("gen_ai.data_source.id" = "b"))]
fn step() {}

fn main() {}
