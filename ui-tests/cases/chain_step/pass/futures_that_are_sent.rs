#![deny(warnings)]

use genai_runtime::chain_step;

#[chain_step]
async fn inner(text: &str) -> Result<usize, std::num::ParseIntError> {
    text.parse()
}

#[chain_step]
async fn outer(texts: Vec<String>) -> usize {
    let mut sum = 0;
    for text in &texts {
        sum += inner(text).await.unwrap_or_default();
    }
    sum
}

fn assert_send<T: Send + 'static>(_: T) {}

fn main() {
    assert_send(outer(Vec::new()));
}
