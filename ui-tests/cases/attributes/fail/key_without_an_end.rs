use genai_runtime::{attributes, chain_step, record};

#[chain_step(attributes(app.))]
fn step() {}

fn main() {
    step();
    record(attributes! { app. });
    record(attributes! { app. = 1 });
}
