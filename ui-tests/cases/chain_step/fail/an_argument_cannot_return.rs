use genai_runtime::chain_step;

#[chain_step(attributes("app.number" = text.parse::<u8>().ok()?))]
fn step(text: &str) -> Option<u8> {
    text.parse().ok()
}

fn main() {}
