//! The smallest program: one call to a model, no async runtime.
#![allow(clippy::print_stdout, reason = "a program prints its answer")]

use genai_runtime::telemetry::{Exporter, TelemetryError};
use genai_runtime::{Telemetry, UsageReport, llm_span};

/// The model's answer and its token usage.
#[derive(UsageReport)]
struct Reply {
    text: &'static str,
    prompt_tokens: usize,
    completion_tokens: usize,
}

/// A local model with a single rule: which team a ticket is for.
#[llm_span(system = "local-rules", model = "ticket-rules-1")]
fn complete(prompt: &str) -> Reply {
    let about_money = |word| ["invoice", "refund", "price"].contains(&word);
    let is_billing = prompt.split_whitespace().any(about_money);
    Reply {
        text: if is_billing { "billing" } else { "support" },
        prompt_tokens: prompt.split_whitespace().count(),
        completion_tokens: 1,
    }
}

fn main() -> Result<(), TelemetryError> {
    let _telemetry = Telemetry::builder()
        .exporter(Exporter::console())
        .install()?;
    println!("{}", complete("the refund has not arrived").text);
    Ok(())
}
