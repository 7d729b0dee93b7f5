use genai_runtime::chain_step;

fn class(_: &str) -> &'static str {
    "refused"
}

#[chain_step(error_type = class)]
fn nothing() {}

#[chain_step(error_type = class)]
async fn number() -> u8 {
    1
}

#[chain_step(error_type = class)]
fn option() -> Option<String> {
    None
}

fn main() {}
