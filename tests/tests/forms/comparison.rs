//! Runs both copies of a form in every possible way, and compares everything observable.

use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::task::{Context, Poll, Waker};

use genai_runtime::testing::{Capture, assert_conformant, capture};

use crate::case::{Case, Runner};
use crate::log::{Cut, Log};

/// More polls than any form needs.
const MANY_POLLS: usize = 100;

/// Where a run is cut short.
#[derive(Debug, Clone, Copy)]
struct Way {
    cut: Cut,
    /// The number of polls after which the future is dropped.
    polls: usize,
}

/// Everything observable of a run.
#[derive(PartialEq, Eq)]
struct Seen {
    end: End,
    lines: Vec<String>,
}

#[derive(Debug, PartialEq, Eq)]
enum End {
    Returned(String),
    Unwound(String),
    Dropped,
}

struct Run {
    seen: Seen,
    log: Log,
    polls: usize,
    capture: Capture,
}

/// Compares both copies of each form.
///
/// # Panics
///
/// Panics with all differences, if there are any.
pub(crate) fn compare(plain: &[Case], annotated: &[Case]) {
    assert_eq!(plain.len(), annotated.len());
    let mut differences = Vec::new();
    for (plain, annotated) in plain.iter().zip(annotated) {
        assert_eq!(plain.name, annotated.name);
        compare_forms(plain, annotated, &mut differences);
    }
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

fn compare_forms(plain: &Case, annotated: &Case, differences: &mut Vec<String>) {
    let whole = Way {
        cut: Cut::Nowhere,
        polls: MANY_POLLS,
    };
    let run = compare_runs(whole, plain, annotated, differences);
    let mut names: Vec<_> = span_names(&run.capture);
    names.sort_unstable();
    if names != annotated.spans {
        let (name, expected) = (annotated.name, annotated.spans);
        differences.push(format!("{name}: spans {names:?}, not {expected:?}"));
    }
    for step in 0..run.log.steps() {
        let cut = Cut::AtStep(step);
        compare_runs(Way { cut, ..whole }, plain, annotated, differences);
    }
    for polls in 0..=run.polls {
        let dropped = Way { polls, ..whole };
        let run = compare_runs(dropped, plain, annotated, differences);
        for drop in 0..run.log.drops() {
            let cut = Cut::AtDrop(drop);
            compare_runs(Way { cut, polls }, plain, annotated, differences);
        }
    }
}

/// Returns the run of the annotated copy.
fn compare_runs(way: Way, plain: &Case, annotated: &Case, differences: &mut Vec<String>) -> Run {
    let name = plain.name;
    let plain = run(way, plain);
    if !plain.capture.spans().is_empty() {
        differences.push(format!("{name}: the plain form has spans"));
    }
    let run = run(way, annotated);
    if plain.seen != run.seen {
        let (plain, annotated) = (&plain.seen, &run.seen);
        differences.push(format!(
            "{name}, {way:?}\n  plain     {plain}\n  annotated {annotated}"
        ));
    }
    let names = span_names(&run.capture);
    let calls_anything = !annotated.spans.is_empty();
    if names.iter().any(|name| !annotated.spans.contains(&&**name))
        || (calls_anything && names.is_empty() && way.polls > 0)
    {
        differences.push(format!("{name}, {way:?}: spans {names:?}"));
    }
    assert_conformant(&run.capture);
    run
}

fn span_names(capture: &Capture) -> Vec<String> {
    let spans = capture.spans().into_iter();
    spans.map(|span| span.name).collect()
}

fn run(way: Way, case: &Case) -> Run {
    let log = Log::new(way.cut);
    let capture = capture();
    let mut polls = 0;
    let end = catch_unwind(AssertUnwindSafe(|| {
        capture.run(|| match case.runner {
            Runner::Sync(run) => End::Returned(run(&log)),
            Runner::Async(run) => {
                let mut future = run(log.clone());
                let mut task = Context::from_waker(Waker::noop());
                while polls < way.polls {
                    polls += 1;
                    if let Poll::Ready(text) = future.as_mut().poll(&mut task) {
                        return End::Returned(text);
                    }
                }
                End::Dropped
            }
        })
    }));
    let end = end.unwrap_or_else(|payload| End::Unwound(text_of(&*payload)));
    let lines = log.lines();
    Run {
        seen: Seen { end, lines },
        log,
        polls,
        capture,
    }
}

fn text_of(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().cloned();
    let text = text.or_else(|| payload.downcast_ref::<&str>().map(ToString::to_string));
    text.unwrap_or_else(|| "a payload of another type".to_owned())
}

impl fmt::Display for Seen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} after {:?}", self.end, self.lines)
    }
}
