use genai_runtime::{attributes, record};

fn main() {
    record(attributes! { app.x = 1, "app.x" = 2 });
}
