//! Expressions in an annotation are evaluated once, in the order of the source, before the body, and only if their
//! values are used.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use futures::FutureExt;
use genai_runtime::testing::{Capture, assert_conformant, capture};
use genai_runtime::{chain_step, llm_span};
use opentelemetry::Context;

use crate::log::{Cut, Log};

/// Logs that it is evaluated.
fn logged<T>(log: &Log, name: &str, value: T) -> T {
    log.step(name);
    value
}

#[chain_step(attributes("app.c" = logged(log, "c", 1), "app.a" = logged(log, "a", 2), "app.b" = logged(log, "b", 3)))]
fn step(log: &Log) {
    log.step("body");
}

#[chain_step(attributes("app.c" = logged(log, "c", 1), "app.a" = logged(log, "a", 2)))]
async fn async_step(log: &Log) {
    log.step("body");
}

#[llm_span(
    system = logged(log, "system", "openai"),
    model = logged(log, "model", "m"),
    endpoint = logged(log, "endpoint", "localhost:1"),
    temperature = logged(log, "temperature", 0.5),
    max_tokens = logged(log, "max_tokens", 7),
    usage = none,
    attributes("app.b" = logged(log, "b", 1), "app.a" = logged(log, "a", 2))
)]
fn call(log: &Log) {
    log.step("body");
}

#[llm_span(
    system = logged(log, "system", "openai"),
    model = logged(log, "model", "m"),
    endpoint = logged(log, "endpoint", "localhost:1"),
    temperature = logged(log, "temperature", 0.5),
    max_tokens = logged(log, "max_tokens", 7),
    usage = none,
    attributes("app.b" = logged(log, "b", 1), "app.a" = logged(log, "a", 2))
)]
async fn async_call(log: &Log) {
    log.step("body");
}

#[chain_step(result(|value| "app.b" = logged(log_of(value), "b", 1), "app.a" = logged(log_of(value), "a", 2)))]
fn result(log: &Log) -> Result<Log, String> {
    log.step("body");
    Ok(log.clone())
}

fn log_of(log: &Log) -> &Log {
    log
}

const ALL: [&str; 8] = [
    "system",
    "model",
    "endpoint",
    "temperature",
    "max_tokens",
    "b",
    "a",
    "body",
];

fn lines(run: impl FnOnce(&Log)) -> Vec<String> {
    let log = Log::new(Cut::Nowhere);
    run(&log);
    log.lines()
}

fn now<Fut: Future<Output = ()>>(future: Fut) {
    assert_eq!(future.now_or_never(), Some(()));
}

#[test]
fn with_a_recorded_span_all_arguments_are_evaluated_once_and_in_order() {
    let capture = capture();
    capture.run(|| {
        assert_eq!(lines(step), ["c", "a", "b", "body"]);
        assert_eq!(lines(|log| now(async_step(log))), ["c", "a", "body"]);
        assert_eq!(lines(call), ALL);
        assert_eq!(lines(|log| now(async_call(log))), ALL);
        assert_eq!(
            lines(|log| assert!(result(log).is_ok())),
            ["body", "b", "a"]
        );
    });
    assert_eq!(capture.spans().len(), 5);
    assert_conformant(&capture);
}

#[test]
fn unsampled_calls_evaluate_only_arguments_for_samplers() {
    let capture = Capture::unsampled();
    capture.run(|| assert_only_arguments_for_samplers(|call| lines(call)));
    assert!(capture.spans().is_empty());
}

#[test]
fn calls_without_a_provider_evaluate_only_arguments_for_samplers() {
    // A thread that has just found no providers evaluates no arguments at all.
    assert_only_arguments_for_samplers(|call| thread::spawn(move || lines(call)).join().unwrap());
}

fn assert_only_arguments_for_samplers(lines: impl Fn(fn(&Log)) -> Vec<String>) {
    let identity = ["system", "model", "endpoint", "body"];
    assert_eq!(lines(step), ["body"]);
    assert_eq!(lines(|log| now(async_step(log))), ["body"]);
    assert_eq!(lines(call), identity);
    assert_eq!(lines(|log| now(async_call(log))), identity);
    assert_eq!(lines(|log| assert!(result(log).is_ok())), ["body"]);
}

#[test]
fn suppressed_calls_evaluate_no_arguments() {
    let _suppressed = Context::enter_telemetry_suppressed_scope();
    assert_eq!(lines(step), ["body"]);
    assert_eq!(lines(|log| now(async_step(log))), ["body"]);
    assert_eq!(lines(call), ["body"]);
    assert_eq!(lines(|log| now(async_call(log))), ["body"]);
    assert_eq!(lines(|log| assert!(result(log).is_ok())), ["body"]);
}

#[test]
fn an_asynchronous_function_evaluates_nothing_before_it_is_polled() {
    let log = Log::new(Cut::Nowhere);
    capture().run(|| {
        let form = async_call(&log);
        assert!(log.lines().is_empty());
        now(form);
        assert_eq!(log.lines(), ALL);
    });
}

#[test]
fn an_argument_that_panics_stops_the_arguments_and_not_the_function() {
    for cut in 0..7 {
        let log = Log::new(Cut::AtStep(cut));
        let capture = capture();
        let unwound = catch_unwind(AssertUnwindSafe(|| capture.run(|| call(&log))));
        assert!(unwound.is_ok());
        let mut expected = ALL[..=cut].to_vec();
        expected.push("body");
        assert_eq!(log.lines(), expected);
        let panicked = capture.only_span();
        let panicked = panicked.attribute("genai_runtime.report.panicked");
        assert_eq!(panicked, Some(&true.into()));
    }
}
