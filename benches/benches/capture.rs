//! What capturing a prompt costs the thread that calls, beside what copying the prompt costs.
//!
//! Redaction, JSON and budgets are the exporter's work, on a thread of its own; here it exports to a receiver on
//! loopback that answers at once. Between the rounds everything is exported, so that no round waits for another's.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and may panic"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use genai_runtime::redact::Redaction;
use genai_runtime::telemetry::{Exporter, Telemetry};
use genai_runtime::{ContentCapture, Usage, llm_span};
use genai_tests::receiver::Receiver;

const ROUNDS: usize = 60;
const CALLS: u32 = 100;

#[llm_span(system = "openai", model = "m", input = prompt, content = off)]
fn silent(prompt: &str) -> Usage {
    black_box(prompt);
    Usage::new().input(12).output(34)
}

#[llm_span(system = "openai", model = "m", input = prompt)]
fn captured(prompt: &str) -> Usage {
    black_box(prompt);
    Usage::new().input(12).output(34)
}

/// The median time of one call.
fn median(between_rounds: impl Fn(), mut call: impl FnMut()) -> Duration {
    let mut rounds: Vec<Duration> = (0..ROUNDS)
        .map(|_| {
            between_rounds();
            let start = Instant::now();
            for _ in 0..CALLS {
                call();
            }
            start.elapsed() / CALLS
        })
        .collect();
    rounds.sort_unstable();
    rounds.get(ROUNDS / 2).copied().unwrap_or_default()
}

fn main() {
    let receiver = Receiver::http();
    let telemetry = Telemetry::builder()
        .exporter(Exporter::otlp().endpoint(receiver.endpoint()))
        .content(ContentCapture::SpanOnly)
        .redaction(Redaction::built_in())
        .install()
        .unwrap();
    let flush = || telemetry.flush(Duration::from_secs(60)).unwrap();
    println!("prompt | copying it | a call, content off | content on | captured / copied");
    for kilobytes in [1, 10, 50, 200] {
        let prompt = "Why is the sky so blue, and who says so? ".repeat(kilobytes * 1000 / 41);
        let copy = median(flush, || drop(black_box(prompt.clone())));
        let off = median(flush, || drop(black_box(silent(&prompt))));
        let on = median(flush, || drop(black_box(captured(&prompt))));
        let ratio = on.saturating_sub(off).as_secs_f64() / copy.as_secs_f64();
        println!("{kilobytes} KB | {copy:?} | {off:?} | {on:?} | {ratio:.2}");
    }
    telemetry.shutdown(Duration::from_secs(60)).unwrap();
}
