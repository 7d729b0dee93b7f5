use genai_runtime::chain_step;

#[chain_step(kind = tool, remote)]
fn search() {}

fn main() {
    search();
}
