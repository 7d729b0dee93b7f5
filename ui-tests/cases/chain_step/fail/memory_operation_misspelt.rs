use genai_runtime::chain_step;

#[chain_step(kind = memory, operation = serch_memory)]
fn remember() {}

fn main() {
    remember();
}
