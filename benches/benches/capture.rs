//! What capturing a prompt costs the thread that calls, beside what copying the prompt costs.
//!
//! What is captured waits until it is exported, so the copies beside it are kept as long: memory that is used for the
//! first time costs more than memory that was just given back.
//!
//! Redaction, JSON and budgets are the exporter's work, on a thread of its own; here it exports to a receiver on
//! loopback that answers at once. Between the rounds everything is exported, so that no round waits for another's.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints, and may panic"
)]

use std::cell::RefCell;
use std::hint::black_box;
use std::time::{Duration, Instant};

use genai_runtime::redact::Redaction;
use genai_runtime::telemetry::{Exporter, Telemetry};
use genai_runtime::{ContentCapture, Usage, llm_span};
use genai_tests::receiver::Receiver;

/// How often what is measured.
#[derive(Clone, Copy)]
struct Effort {
    rounds: usize,
    calls: u32,
}

impl Effort {
    /// `cargo test --benches` only asks whether it runs.
    fn asked_for() -> Self {
        let (rounds, calls) = if std::env::args().any(|argument| argument == "--bench") {
            (60, 100)
        } else {
            (1, 1)
        };
        Self { rounds, calls }
    }

    /// The median time of one call.
    fn median(self, between_rounds: impl Fn(), mut call: impl FnMut()) -> Duration {
        let mut rounds: Vec<Duration> = (0..self.rounds)
            .map(|_| {
                between_rounds();
                let start = Instant::now();
                for _ in 0..self.calls {
                    call();
                }
                start.elapsed() / self.calls
            })
            .collect();
        rounds.sort_unstable();
        rounds.get(self.rounds / 2).copied().unwrap_or_default()
    }
}

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

fn main() {
    let effort = Effort::asked_for();
    let receiver = Receiver::http();
    let telemetry = Telemetry::builder()
        .exporter(Exporter::otlp().endpoint(receiver.endpoint()))
        .content(ContentCapture::SpanOnly)
        .redaction(Redaction::built_in())
        .install()
        .unwrap();
    let flush = || telemetry.flush(Duration::from_mins(1)).unwrap();
    println!(
        "prompt | copying it | keeping the copy | a call, content off | content on | captured / copied | / kept"
    );
    let plain = "Why is the sky so blue, and who says so? ";
    // Next to where such a text is cut, more of it is copied: a value of a secret field may end there.
    let fields = "{ \"why\": \"is the sky so blue\", \"who\": 7 } ";
    let texts = [
        ("", plain, 1),
        ("", plain, 10),
        ("", plain, 50),
        ("", plain, 200),
        (" of JSON", fields, 50),
    ];
    for (kind, sentence, kilobytes) in texts {
        let prompt = sentence.repeat(kilobytes * 1000 / sentence.len());
        let kept = RefCell::new(Vec::with_capacity(effort.calls as usize));
        let forget = || kept.borrow_mut().clear();
        let copy = effort.median(forget, || {
            black_box(prompt.clone());
        });
        let keep = effort.median(forget, || kept.borrow_mut().push(prompt.clone()));
        forget();
        let off = effort.median(flush, || {
            black_box(silent(&prompt));
        });
        let on = effort.median(flush, || {
            black_box(captured(&prompt));
        });
        let captured = on.saturating_sub(off).as_secs_f64();
        let (copied, kept) = (captured / copy.as_secs_f64(), captured / keep.as_secs_f64());
        println!(
            "{kilobytes} KB{kind} | {copy:?} | {keep:?} | {off:?} | {on:?} | {copied:.2} | {kept:.2}"
        );
    }
    telemetry.shutdown(Duration::from_mins(1)).unwrap();
}
