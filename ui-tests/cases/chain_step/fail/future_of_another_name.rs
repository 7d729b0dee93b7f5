use futures::TryFuture;
use genai_runtime::chain_step;

#[chain_step]
fn later() -> impl TryFuture<Ok = u8, Error = String> {
    std::future::ready(Ok(1))
}

fn main() {}
