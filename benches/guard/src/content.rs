//! A call to a model with a captured prompt.

use std::hint::black_box;

use genai_runtime::content::ContentPolicy;
use genai_runtime::{ContentCapture, Usage, llm_span};

use crate::{Work, host, repeated};

#[llm_span(system = "openai", input = prompt)]
fn complete(model: &str, prompt: &str) -> Usage {
    black_box((model, prompt));
    Usage::new().input(12).output(34)
}

pub(crate) fn captured() -> Work {
    host::install_tracer();
    let policy = ContentPolicy::from_env().capture(ContentCapture::SpanOnly);
    policy.install();
    let prompt = "How many vacation days can I carry over into the next year? ".repeat(16);
    repeated(move || {
        black_box(complete(black_box("gpt-4o-mini"), &prompt));
    })
}
