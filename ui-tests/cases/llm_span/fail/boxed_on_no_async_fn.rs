use std::pin::Pin;

use genai_runtime::llm_span;

#[llm_span(system = "openai", model = "m", usage = none, boxed)]
fn ask() -> String {
    String::new()
}

#[llm_span(system = "openai", model = "m", usage = none, boxed)]
fn ask_later() -> Pin<Box<dyn Future<Output = String>>> {
    Box::pin(async { String::new() })
}

fn main() {
    ask();
    drop(ask_later());
}
