use genai_runtime::{attributes, record};

fn number() -> u8 {
    7
}

fn main() {
    record(attributes! { "session.id" = number() });
}
