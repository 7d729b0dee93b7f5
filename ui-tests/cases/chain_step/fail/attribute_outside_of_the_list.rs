use genai_runtime::chain_step;

#[chain_step("search")]
fn text() {}

#[chain_step("app.x" = 1)]
fn attribute() {}

#[chain_step(app.x = 1)]
fn dotted_attribute() {}

#[chain_step(attributes(app.my-key = 1))]
fn key_with_a_minus() {}

fn main() {}
