//! The content policies, limits and redactors of installations and hosts. Installations are global: one test at a time.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod limits;
mod policies;
mod redacted;

use std::sync::{Mutex, MutexGuard, PoisonError};

use genai_runtime::telemetry::{OtlpProtocol, Telemetry, TelemetryBuilder};
use genai_runtime::{Response, UsageReport, llm_span};
use genai_tests::receiver::{Payload, Receiver};
use genai_tests::setup::exporter;
use opentelemetry_proto::tonic::trace::v1::Span;
use serde_json::Value;

/// A secret in all content.
const CANARY: &str = "jane.doe@example.com";

struct Answer;

impl UsageReport for Answer {
    fn report(&self, response: &mut Response<'_>) {
        response.id(CANARY).model(CANARY).input_tokens(1_u64);
    }
}

#[llm_span(system = "openai", attributes("app.note" = note), tools = tools)]
fn call(model: &str, note: &str, tools: &Value) -> Result<Answer, String> {
    Ok(Answer)
}

#[llm_span(system = "openai", attributes("app.note" = note))]
fn fail(model: &str, note: &str) -> Result<Answer, String> {
    Err(note.to_owned())
}

static TURN: Mutex<()> = Mutex::new(());

fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn to(receiver: &Receiver) -> TelemetryBuilder {
    Telemetry::builder().exporter(exporter(OtlpProtocol::Grpc, receiver.endpoint()))
}

/// Spans, grouped by request.
fn spans(receiver: &Receiver) -> Vec<Vec<Span>> {
    let requests = receiver.requests().into_iter();
    let traces = requests.filter_map(|request| match request.payload {
        Payload::Traces(traces) => Some(traces),
        Payload::Metrics(_) | Payload::Logs(_) => None,
    });
    let spans = traces.map(|traces| {
        let resources = traces.resource_spans.into_iter();
        let scopes = resources.flat_map(|resource| resource.scope_spans);
        scopes.flat_map(|scope| scope.spans).collect()
    });
    spans.collect()
}
