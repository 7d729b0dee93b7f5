use genai_runtime::chain_step;

#[chain_step(attributes("openinference.span.kind" = "CHAIN"))]
fn step() {}

fn main() {}
