//! What is taken out: to the end of an installation, and by something that calls a model itself.

use std::borrow::Cow;
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;

use genai_runtime::llm_span;
use genai_runtime::redact::Redaction;
use genai_tests::receiver::Receiver;
use genai_tests::setup::PLENTY;
use serde_json::Value;

use super::{Answer, CANARY, call, fail, spans, to, turn};

#[test]
fn what_is_taken_out_is_taken_out_to_the_end() {
    let _turn = turn();
    for _ in 0..10 {
        let receiver = Receiver::grpc();
        let telemetry = to(&receiver).redaction(Redaction::built_in());
        let telemetry = telemetry.install().unwrap();
        let is_over = AtomicBool::new(false);
        assert!(call(CANARY, CANARY, &Value::Null).is_ok());
        thread::scope(|scope| {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    assert!(call(CANARY, CANARY, &Value::Null).is_ok());
                    assert!(fail(CANARY, CANARY).is_err());
                }
            });
            // What is said while it ends may be too late.
            let _ = telemetry.shutdown(PLENTY);
            is_over.store(true, Ordering::Relaxed);
        });
        let left = format!("{:?}", receiver.requests());
        assert!(left.contains("app.note"));
        assert!(!left.contains(CANARY));
    }
}

/// A model is asked what a text means, by something that takes out of texts what it means.
#[llm_span(system = "openai", model = "asked-about-texts")]
fn meaning() -> Result<Answer, String> {
    Ok(Answer)
}

fn asks(text: &str) -> Cow<'_, str> {
    thread_local! {
        static IS_ASKING: Cell<bool> = const { Cell::new(false) };
    }
    if text == CANARY && !IS_ASKING.replace(true) {
        assert!(meaning().is_ok());
        IS_ASKING.set(false);
    }
    Cow::Borrowed(text)
}

#[test]
fn a_redactor_may_call_a_model_itself() {
    let _turn = turn();
    let otlp = Receiver::grpc();
    let redaction = Redaction::none().with(asks);
    let telemetry = to(&otlp).redaction(redaction).install().unwrap();
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(call("m", "", &Value::Null).is_ok()));
    assert_eq!(receiver.recv_timeout(PLENTY), Ok(true));
    telemetry.shutdown(PLENTY).unwrap();
    assert!(spans(&otlp).concat().len() > 1);
}
