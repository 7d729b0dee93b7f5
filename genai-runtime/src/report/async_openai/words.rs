//! Names on the wire of the values of `async-openai`.

use async_openai::types::chat::{ReasoningEffort, StopConfiguration};

use crate::report::Request;

pub(super) const fn reasoning_effort(effort: &ReasoningEffort) -> &'static str {
    match effort {
        ReasoningEffort::None => "none",
        ReasoningEffort::Minimal => "minimal",
        ReasoningEffort::Low => "low",
        ReasoningEffort::Medium => "medium",
        ReasoningEffort::High => "high",
        ReasoningEffort::Xhigh => "xhigh",
        ReasoningEffort::Max => "max",
    }
}

pub(super) fn stop(stop: Option<&StopConfiguration>, request: &mut Request<'_>) {
    match stop {
        Some(StopConfiguration::String(text)) => request.stop_sequences(text),
        Some(StopConfiguration::StringArray(texts)) => request.stop_sequences(texts),
        None => request,
    };
}
