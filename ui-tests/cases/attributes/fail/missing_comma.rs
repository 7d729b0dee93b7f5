use genai_runtime::{attributes, record};

fn main() {
    record(attributes! { "app.x" = 1 "app.y" = 2 });
}
