use genai_runtime::{Usage, llm_span};

#[llm_span(system = "openai", model = "m", attributes("traceloop.span.kind" = "llm"))]
fn complete() -> Usage {
    Usage::new()
}

fn main() {}
