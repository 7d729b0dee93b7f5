//! The comparison detects the differences that it exists for.

use crate::case::{Case, future, sync};
use crate::comparison::compare;
use crate::log::{Log, Noisy};

const A_STEP_MORE: Case = sync("form", &[], |log| {
    log.step("more");
    plain(log)
});
const AN_ORDER: Case = sync("form", &[], |log| {
    let (_second, _first) = (log.noisy("second"), log.noisy("first"));
    log.returned(())
});
const A_RESULT: Case = sync("form", &[], |log| {
    plain(log);
    String::new()
});
const PLAIN: Case = sync("form", &[], plain);

fn plain(log: &Log) -> String {
    let (_first, _second) = (log.noisy("first"), log.noisy("second"));
    log.returned(())
}

async fn held(a: Noisy, early: bool) -> u8 {
    let (a, kept) = if early {
        (None, Some(a))
    } else {
        (Some(a), None)
    };
    drop(kept);
    std::future::poll_fn(|_| std::task::Poll::<()>::Pending).await;
    drop(a);
    1
}

fn differ(one: Case, other: Case) -> bool {
    std::panic::catch_unwind(|| compare(&[one], &[other])).is_err()
}

#[test]
fn differences_in_results_and_events_are_detected() {
    assert!(!differ(PLAIN, PLAIN));
    for other in [A_STEP_MORE, AN_ORDER, A_RESULT] {
        assert!(differ(PLAIN, other));
        assert!(differ(other, PLAIN));
    }
}

#[test]
fn a_missing_span_is_detected() {
    const EXPECTED: Case = sync("form", &["span"], plain);
    assert!(differ(PLAIN, EXPECTED));
}

#[test]
fn differences_that_only_a_dropped_future_shows_are_detected() {
    const EARLY: Case = future("form", &[], |log| {
        let form = held(log.noisy("a"), true);
        Box::pin(async move { log.returned(form.await) })
    });
    const LATE: Case = future("form", &[], |log| {
        let form = held(log.noisy("a"), false);
        Box::pin(async move {
            log.step("before");
            log.returned(form.await)
        })
    });
    assert!(differ(EARLY, LATE));
    assert!(!differ(LATE, LATE));
}
