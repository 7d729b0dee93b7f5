use futures::stream::{self, Empty};
use genai_runtime::chain_step;

#[chain_step(stream = false)]
fn chunks() -> Empty<u8> {
    stream::empty()
}

fn main() {
    chunks();
}
