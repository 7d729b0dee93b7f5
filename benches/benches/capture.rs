//! The cost of capturing a prompt for the calling thread, compared with copying the prompt.
//!
//! Captured content is kept until it is exported, so copies are kept as long: first use of memory costs more than use
//! of memory that was just freed.
//!
//! Redaction, JSON and budgets are the work of the exporter's thread; here it exports to a receiver on loopback.
//! Everything is exported before the next measurement, so that none waits for another's exports.
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

/// The numbers of measurements.
#[derive(Clone, Copy)]
struct Effort {
    rounds: usize,
    calls: u32,
}

impl Effort {
    /// `cargo test --benches` only checks that the benchmark runs.
    fn asked_for() -> Self {
        let (rounds, calls) = if std::env::args().any(|argument| argument == "--bench") {
            (60, 100)
        } else {
            (1, 1)
        };
        Self { rounds, calls }
    }

    /// The mean time of a call.
    fn time(self, mut call: impl FnMut()) -> f64 {
        let start = Instant::now();
        for _ in 0..self.calls {
            call();
        }
        start.elapsed().as_secs_f64() * 1e6 / f64::from(self.calls)
    }
}

/// Times that are compared, in microseconds per call.
#[derive(Clone, Copy)]
struct Round {
    copy: f64,
    keep: f64,
    off: f64,
    on: f64,
}

/// The median of a ratio over all rounds; ratios are computed within a round, because a machine's speed varies between
/// rounds.
fn median(rounds: &[Round], of: impl Fn(&Round) -> f64) -> f64 {
    let mut values: Vec<f64> = rounds.iter().map(of).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
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
    // More is copied near the end of such a text, because a secret field's value may end there.
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
        let round = |_| {
            let copy = effort.time(|| {
                black_box(prompt.clone());
            });
            let keep = effort.time(|| kept.borrow_mut().push(prompt.clone()));
            kept.borrow_mut().clear();
            flush();
            let off = effort.time(|| {
                black_box(silent(&prompt));
            });
            flush();
            let on = effort.time(|| {
                black_box(captured(&prompt));
            });
            flush();
            Round {
                copy,
                keep,
                off,
                on,
            }
        };
        let rounds: Vec<Round> = (0..effort.rounds).map(round).collect();
        let time = |of: fn(&Round) -> f64| median(&rounds, of);
        let copied = median(&rounds, |round| (round.on - round.off) / round.copy);
        let kept = median(&rounds, |round| (round.on - round.off) / round.keep);
        println!(
            "{kilobytes} KB{kind} | {:.2} µs | {:.2} µs | {:.2} µs | {:.2} µs | {copied:.2} | {kept:.2}",
            time(|round| round.copy),
            time(|round| round.keep),
            time(|round| round.off),
            time(|round| round.on),
        );
    }
    telemetry.shutdown(Duration::from_mins(1)).unwrap();
}
