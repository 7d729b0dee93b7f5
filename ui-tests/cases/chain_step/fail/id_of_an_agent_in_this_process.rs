use genai_runtime::chain_step;

#[chain_step(kind = agent, id = "asst_1")]
fn ask() {}

fn main() {
    ask();
}
