#![deny(warnings)]

use genai_runtime::chain_step;
use genai_runtime::opentelemetry::Context;

#[chain_step(parent = parent)]
fn adopted(parent: &Context) {}

#[chain_step(parent = Context::new())]
async fn rooted() {}

fn main() {
    adopted(&Context::new());
    drop(rooted());
}
