//! Runs the chain with every ending.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::{Context, Waker};

use genai_runtime::{
    attributes, chain as scopes, chain_step, decision, evaluation, event, llm_span, propagation,
    record,
};
use http::{HeaderMap, HeaderValue};

use super::ENDINGS;
use super::canary::canary;
use super::chain::{Refused, Reply, off, off_by_call, on, unset};
use super::{by_hand, streams};

/// Runs a future to completion, or to where it is pending forever.
pub(crate) fn run(future: impl Future<Output: Sized>, ending: &str) {
    let ended = catch_unwind(AssertUnwindSafe(|| {
        let polled = pin!(future).poll(&mut Context::from_waker(Waker::noop()));
        assert_eq!(polled.is_pending(), ending == "cancellation");
    }));
    assert_eq!(ended.is_err(), ending == "panic");
}

macro_rules! run_functions {
    ($module:ident) => {
        for ending in ENDINGS {
            run($module::complete(ending, &canary("prompt")), ending);
            run($module::search(ending, &canary("arguments")), ending);
            run($module::retrieve(ending, &canary("queries")), ending);
            run($module::remember(ending, &canary("queries")), ending);
            run($module::act(ending, &canary("prompt")), ending);
            streams::run(|| $module::stream(ending, &canary("prompt")), ending);
        }
        $module::answer_with_an_error();
        assert!($module::refuse_stream(&canary("prompt")).is_err());
        streams::run($module::stream_with_an_error, "success");
    };
}

/// The capture mode, besides that of the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CaptureMode {
    /// Neither annotations nor calls set one.
    Unset,
    /// Annotations switch it off.
    Off,
    /// Each call switches it off.
    OffByCall,
    /// Annotations switch it on.
    On,
}

/// Runs everything once for each ending, in a context with canaries in headers and baggage.
pub(crate) fn run_all(mode: CaptureMode) {
    let mut headers = HeaderMap::new();
    let bearer = format!("Bearer {}", canary("headers"));
    headers.insert("authorization", HeaderValue::from_str(&bearer).unwrap());
    let baggage = format!("app.secret={0},other={0}", canary("baggage"));
    headers.insert("baggage", HeaderValue::from_str(&baggage).unwrap());
    let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    headers.insert("traceparent", HeaderValue::from_static(trace));
    let incoming = propagation::extract(&headers);
    let _incoming = incoming.attach();
    match mode {
        CaptureMode::Unset => {
            run_functions!(unset);
        }
        CaptureMode::Off => {
            run_functions!(off);
        }
        CaptureMode::OffByCall => {
            run_functions!(off_by_call);
        }
        CaptureMode::On => {
            run_functions!(on);
        }
    }
    by_hand::run_all(mode);
}

/// Texts that a program records itself, which only redaction can remove.
#[chain_step(attributes("app.note" = text))]
fn note(text: &str) {
    record(attributes! { "app.recorded" = text });
    event("noted", attributes! { "app.detail" = text });
    decision("routing", text.to_owned());
    evaluation("relevance").explanation(text.to_owned());
}

/// Names, which are not content, and also recorded on metrics.
#[llm_span(system = name, model = name, error_type = class)]
async fn complete_with(name: &str) -> Result<Reply, Refused> {
    call_tool(name);
    act_with(name);
    Err(Refused(name.to_owned()))
}

#[chain_step(kind = tool, name = name)]
fn call_tool(name: &str) {}

#[chain_step(kind = agent, model = name)]
fn act_with(name: &str) {}

fn class(error: &Refused) -> String {
    error.0.clone()
}

/// Records texts that are not content.
pub(crate) fn record_other_texts() {
    let text = canary("prompt");
    scopes::scope().user(text.clone()).enter(|| note(&text));
    run(complete_with(&text), "success");
    let scope = scopes::scope().user(text.clone());
    scope.enter(|| run(unset::complete("success", &text), "success"));
}
