use std::rc::Rc;

use genai_runtime::chain_step;

#[chain_step(boxed)]
async fn hold() -> usize {
    let shared = Rc::new(1);
    std::future::ready(()).await;
    Rc::strong_count(&shared)
}

fn main() {
    drop(hold());
}
