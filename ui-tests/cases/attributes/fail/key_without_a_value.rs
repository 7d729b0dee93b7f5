use genai_runtime::{attributes, record};

fn main() {
    record(attributes! { "app.x" });
}
