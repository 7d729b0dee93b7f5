//! What requests in the wire formats report.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed unwrap is a failed test"
)]

mod anthropic;
mod gemini_and_bedrock;
mod openai_chat;
mod openai_responses;
mod others;
mod recorded;
mod robust;
mod values;

use serde_json::Value;

use crate::report::{InputFacts, Request, RequestFacts, RequestReport, shown};

/// All that a request reports, with content captured.
fn reported(body: &Value) -> (RequestFacts, InputFacts) {
    let (mut facts, mut input) = (RequestFacts::default(), shown::capturing());
    RequestReport::report(body, &mut Request::new(&mut facts, &mut input, &[]));
    (facts, input)
}

/// The messages of a request.
fn messages(body: &Value) -> Value {
    shown::messages(&reported(body).1)
}

/// The tools of a request.
fn tools(body: &Value) -> Value {
    shown::tools(&reported(body).1)
}
