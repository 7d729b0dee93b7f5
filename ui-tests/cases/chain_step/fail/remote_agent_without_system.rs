use genai_runtime::chain_step;

#[chain_step(kind = agent, remote)]
fn ask() {}

fn main() {
    ask();
}
