use genai_runtime::chain_step;

#[chain_step(kind = memory, store = "users")]
fn remember() {}

fn main() {
    remember();
}
