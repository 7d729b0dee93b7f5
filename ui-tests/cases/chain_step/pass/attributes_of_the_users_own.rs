#![deny(warnings)]

use genai_runtime::chain_step;

#[chain_step(
    attributes("app.feature" = "search", app.tries = tries, retries = 2_u8, "user.id" = "u-1", "code.function.name" = "step"),
    result(|found: &Vec<u8>| "app.found" = found.len(), "app.list" = found.as_slice())
)]
fn step(tries: u8) -> Vec<u8> {
    vec![tries]
}

fn main() {
    step(1);
}
