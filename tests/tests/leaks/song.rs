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
use super::bird::said;
use super::chain::{Refused, Reply, annotated, called, insistent, unsaid};
use super::{by_hand, streams};

/// Runs a future to completion, or to where it is pending forever.
pub(crate) fn run(future: impl Future<Output: Sized>, ending: &str) {
    let ended = catch_unwind(AssertUnwindSafe(|| {
        let polled = pin!(future).poll(&mut Context::from_waker(Waker::noop()));
        assert_eq!(polled.is_pending(), ending == "cancellation");
    }));
    assert_eq!(ended.is_err(), ending == "panic");
}

macro_rules! sing {
    ($voice:ident) => {
        for ending in ENDINGS {
            run($voice::complete(ending, &said("prompt")), ending);
            run($voice::search(ending, &said("arguments")), ending);
            run($voice::retrieve(ending, &said("queries")), ending);
            run($voice::remember(ending, &said("queries")), ending);
            run($voice::act(ending, &said("prompt")), ending);
            streams::run(|| $voice::tell(ending, &said("prompt")), ending);
        }
        $voice::answer_with_an_error();
        assert!($voice::refuse_to_tell(&said("prompt")).is_err());
        streams::run($voice::tell_of_an_error, "success");
    };
}

/// The capture mode, besides that of the process.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Said {
    Nothing,
    /// Annotations switch it off.
    Off,
    /// Each call switches it off.
    OffByCall,
    /// Annotations switch it on.
    On,
}

/// Runs everything once for each ending, in a context with canaries in headers and baggage.
pub(crate) fn sing(said_of_content: Said) {
    let mut headers = HeaderMap::new();
    let bearer = format!("Bearer {}", said("headers"));
    headers.insert("authorization", HeaderValue::from_str(&bearer).unwrap());
    let baggage = format!("app.secret={0},other={0}", said("baggage"));
    headers.insert("baggage", HeaderValue::from_str(&baggage).unwrap());
    let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    headers.insert("traceparent", HeaderValue::from_static(trace));
    let incoming = propagation::extract(&headers);
    let _incoming = incoming.attach();
    match said_of_content {
        Said::Nothing => {
            sing!(unsaid);
        }
        Said::Off => {
            sing!(annotated);
        }
        Said::OffByCall => {
            sing!(called);
        }
        Said::On => {
            sing!(insistent);
        }
    }
    by_hand::sing(said_of_content);
}

/// Texts that a program records itself, which only redaction can remove.
#[chain_step(attributes("app.note" = said))]
fn note(said: &str) {
    record(attributes! { "app.recorded" = said });
    event("noted", attributes! { "app.detail" = said });
    decision("routing", said.to_owned());
    evaluation("relevance").explanation(said.to_owned());
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
pub(crate) fn sing_elsewhere() {
    let said = said("prompt");
    scopes::scope().user(said.clone()).enter(|| note(&said));
    run(complete_with(&said), "success");
    let scope = scopes::scope().user(said.clone());
    scope.enter(|| run(unsaid::complete("success", &said), "success"));
}
