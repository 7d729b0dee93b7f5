use genai_runtime::chain_step;

#[chain_step(attributes(), skip())]
fn empty_lists() {}

#[chain_step(result(|_|))]
fn empty_result() {}

#[chain_step(name = "")]
fn without_a_name() {}

#[chain_step(stream = false)]
fn without_a_stream() -> u8 {
    1
}

fn main() {}
