#![deny(warnings)]

use genai_runtime::chain_step;

#[chain_step]
fn count_down(from: u8) -> u8 {
    if from == 0 { 0 } else { count_down(from - 1) + 1 }
}

#[chain_step]
async fn later(from: u8) -> u8 {
    if from == 0 { 0 } else { Box::pin(later(from - 1)).await + 1 }
}

fn main() {
    count_down(3);
    drop(later(3));
}
