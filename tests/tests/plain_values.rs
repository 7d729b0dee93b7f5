//! Functions whose return type has no outcome: they complete, or they panic.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a failed unwrap is a failed test"
)]

use std::panic::{AssertUnwindSafe, Location, catch_unwind};

use genai_runtime::chain_step;
use genai_runtime::testing::{Capture, assert_conformant, capture};
use opentelemetry::trace::Status;

#[chain_step]
fn halved(count: u32) -> u32 {
    if count == 0 {
        return 0;
    }
    assert!(count.is_multiple_of(2), "odd");
    count / 2
}

#[chain_step]
#[track_caller]
fn called_at(early: bool) -> &'static Location<'static> {
    if early {
        return Location::caller();
    }
    Location::caller()
}

/// Calls a function on drop.
struct OnDrop;

impl Drop for OnDrop {
    fn drop(&mut self) {
        halved(4);
    }
}

fn assert_completed(capture: &Capture) {
    let span = capture.only_span();
    assert_eq!(span.status, Status::Unset);
    assert_eq!(span.attribute("error.type"), None);
    assert_conformant(capture);
}

#[test]
fn a_function_that_returns_late_or_early_is_completed() {
    for count in [4, 0] {
        let capture = capture();
        assert_eq!(capture.run(|| halved(count)), count / 2);
        assert_completed(&capture);
    }
}

#[test]
fn a_panic_fails_the_span_and_propagates() {
    let capture = capture();
    let caught = catch_unwind(AssertUnwindSafe(|| capture.run(|| halved(3))));
    assert_eq!(caught.unwrap_err().downcast_ref::<&str>(), Some(&"odd"));
    let span = capture.only_span();
    assert_eq!(span.status, Status::error("the function panicked"));
    assert_eq!(span.text("error.type").as_deref(), Some("panic"));
    assert_conformant(&capture);
}

#[test]
fn a_function_called_during_another_panic_is_completed() {
    let capture = capture();
    let caught = catch_unwind(AssertUnwindSafe(|| {
        capture.run(|| {
            let _on_drop = OnDrop;
            panic!("elsewhere");
        });
    }));
    assert!(caught.is_err());
    assert_completed(&capture);
}

#[test]
fn track_caller_works_for_late_and_early_returns() {
    for early in [true, false] {
        let line = line!() + 1;
        let place = called_at(early);
        assert_eq!((place.file(), place.line()), (file!(), line));
    }
}
