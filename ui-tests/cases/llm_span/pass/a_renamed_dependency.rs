#![deny(warnings)]

mod vendored {
    pub use genai_runtime as telemetry;
}

use vendored::telemetry::{Usage, UsageReport, llm_span};

#[derive(UsageReport)]
#[usage(crate = crate::vendored::telemetry)]
struct Reply {
    input_tokens: u8,
}

#[llm_span(system = "openai", model = "m", crate = crate::vendored::telemetry)]
fn complete() -> Reply {
    Reply { input_tokens: 1 }
}

fn main() {
    let _ = (complete().input_tokens, Usage::new());
}
