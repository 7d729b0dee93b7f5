use genai_runtime::chain_step;

#[chain_step(links = jobs)]
fn digest(jobs: &[&str]) {}

fn main() {}
