//! Decides how long an export retries to reach a receiver.
//!
//! A receiver that is being restarted is retried until the export's timeout, or until that of a flush or a shutdown
//! that waits for the result. One that has been unreachable for a minute is not retried, so that the queue does not
//! fill up for nothing; nor is, during a flush or a shutdown, one that was never reached. An answer that it is
//! temporarily unavailable reaches it, too.

#![cfg_attr(
    not(feature = "otlp"),
    expect(dead_code, reason = "a build without `otlp` has no receivers")
)]

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::time::{Duration, Instant};

/// The first pause; each further one is twice as long.
const FIRST: Duration = Duration::from_millis(500);

/// The longest pause.
const LONGEST: Duration = Duration::from_secs(2);

/// Time that is left for a last attempt before a flush or a shutdown times out.
const LAST: Duration = Duration::from_secs(1);

/// How long a receiver may be unreachable before it is not retried.
const OUTAGE: Duration = Duration::from_secs(60);

/// How long without an attempt until an outage counts as unknown.
const UNKNOWN: Duration = Duration::from_secs(10);

/// The pauses between the attempts of an export; one export runs at a time.
#[derive(Debug, Default)]
pub(crate) struct Backoff(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// The deadline of the running export, if it has one.
    deadline: Option<Instant>,
    pause: Duration,
    /// Whether the receiver ever answered.
    was_reached: bool,
    /// The first and the last failed attempt of the current outage.
    unreached: Option<(Instant, Instant)>,
    /// The deadlines of flushes that wait for the result.
    hurries: Vec<Instant>,
    /// The deadline of the shutdown.
    end: Option<Instant>,
    /// Whether a flush or a shutdown has begun to wait since the pause began.
    is_woken: bool,
    waker: Option<Waker>,
}

/// A flush that waits for exports until its deadline.
#[derive(Debug)]
#[must_use = "dropping it ends the wait"]
pub(crate) struct Hurry<'a>(&'a Backoff, Instant);

impl Drop for Hurry<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        let mut hurries = state.hurries.iter();
        if let Some(at) = hurries.position(|until| *until == self.1) {
            state.hurries.swap_remove(at);
        }
    }
}

impl State {
    /// The pause before the next attempt; `None` if this was the last.
    fn next(&mut self, now: Instant, jitter: f64) -> Option<Duration> {
        let (unreached, _) = self.unreached.unwrap_or((now, now));
        self.unreached = Some((unreached, now));
        let pause = self.pause.mul_f64(1.0 - jitter / 4.0);
        let is_over = |deadline: Instant| now + pause >= deadline;
        let hurries = self.hurries.iter().copied();
        let hurry = self.end.or(hurries.filter(|until| *until > now).max());
        let is_hurried = |until| !self.was_reached || now + pause + LAST >= until;
        if hurry.is_some_and(is_hurried)
            || now.duration_since(unreached) >= OUTAGE
            || self.deadline.is_some_and(is_over)
        {
            return None;
        }
        self.pause = (self.pause * 2).min(LONGEST);
        Some(pause)
    }

    fn begin(&mut self, now: Instant, limit: Option<Duration>) {
        self.deadline = limit.and_then(|limit| now.checked_add(limit));
        self.pause = FIRST;
        let unreached = self.unreached.take();
        self.unreached = unreached.filter(|(_, last)| now.duration_since(*last) < UNKNOWN);
    }
}

impl Backoff {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins an export that may take this long.
    pub(super) fn begin(&self, limit: Option<Duration>) {
        self.state().begin(Instant::now(), limit);
    }

    /// Records that the receiver has answered.
    pub(crate) fn reached(&self) {
        let mut state = self.state();
        state.was_reached = true;
        state.unreached = None;
    }

    /// Records that the receiver, or a proxy in front of it, has answered that it is temporarily unavailable. The outage
    /// goes on.
    pub(crate) fn refused(&self) {
        self.state().was_reached = true;
    }

    /// Limits retries to this deadline while the returned value lives.
    pub(super) fn hurry(&self, until: Instant) -> Hurry<'_> {
        let mut state = self.state();
        state.hurries.push(until);
        wake(state);
        Hurry(self, until)
    }

    /// Limits retries to this deadline from now on.
    pub(super) fn end(&self, until: Instant) {
        let mut state = self.state();
        state.end = Some(until);
        wake(state);
    }
}

/// Ends the current pause, if there is one.
fn wake(mut state: MutexGuard<'_, State>) {
    state.is_woken = true;
    let waker = state.waker.take();
    drop(state);
    if let Some(waker) = waker {
        waker.wake();
    }
}

#[cfg(feature = "otlp")]
mod pauses {
    use std::collections::hash_map::RandomState;
    use std::future::poll_fn;
    use std::hash::BuildHasher;
    use std::pin::pin;
    use std::task::Poll;
    use std::time::Instant;

    use super::Backoff;

    impl Backoff {
        /// Waits until the next attempt; returns whether there is one. The pause ends early when a flush or a shutdown
        /// begins to wait.
        pub(crate) async fn pause(&self) -> bool {
            let next = {
                let mut state = self.state();
                state.is_woken = false;
                state.next(Instant::now(), jitter())
            };
            let Some(pause) = next else {
                return false;
            };
            let mut sleep = pin!(tokio::time::sleep(pause));
            poll_fn(|context| {
                let mut state = self.state();
                if state.is_woken {
                    return Poll::Ready(());
                }
                state.waker = Some(context.waker().clone());
                drop(state);
                sleep.as_mut().poll(context)
            })
            .await;
            true
        }
    }

    /// A random number from 0 to 1, so that programs that lost a receiver together do not retry together.
    fn jitter() -> f64 {
        let bits = RandomState::new().hash_one(0_u8);
        f64::from(u16::try_from(bits >> 48).unwrap_or_default()) / f64::from(u16::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pauses(state: &mut State, start: Instant) -> Vec<Duration> {
        let mut now = start;
        let next = || {
            let pause = state.next(now, 0.0)?;
            now += pause;
            Some(pause)
        };
        std::iter::from_fn(next).collect()
    }

    fn millis(all: &[u64]) -> Vec<Duration> {
        all.iter().copied().map(Duration::from_millis).collect()
    }

    fn begun(limit: Option<Duration>, start: Instant) -> State {
        State {
            deadline: limit.map(|limit| start + limit),
            pause: FIRST,
            ..State::default()
        }
    }

    #[test]
    fn pauses_become_longer_and_end_before_the_export_has_to() {
        let start = Instant::now();
        let mut state = begun(Some(Duration::from_secs(10)), start);
        let expected = millis(&[500, 1000, 2000, 2000, 2000, 2000]);
        assert_eq!(pauses(&mut state, start), expected);
    }

    #[test]
    fn a_receiver_is_waited_for_only_as_long_as_a_restart_takes() {
        let start = Instant::now();
        let mut state = begun(None, start);
        let waited: Duration = pauses(&mut state, start).iter().sum();
        assert!(waited >= OUTAGE && waited < OUTAGE + LONGEST, "{waited:?}");
        // The next export sees the receiver as it is.
        state.begin(start + OUTAGE, None);
        assert_eq!(pauses(&mut state, start + OUTAGE), []);
        // After an answer, or a while without exports, it is waited for again.
        let later = start + OUTAGE + UNKNOWN;
        state.begin(later, None);
        assert_eq!(state.next(later, 0.0), Some(FIRST));
    }

    #[test]
    fn flushes_do_not_wait_for_a_receiver_that_was_never_reached() {
        let backoff = Backoff::default();
        backoff.begin(None);
        let start = Instant::now();
        let hurry = [1, 2].map(|minutes| backoff.hurry(start + OUTAGE * minutes));
        for hurry in hurry {
            assert_eq!(backoff.state().next(start, 0.0), None);
            drop(hurry);
        }
        assert_eq!(backoff.state().next(start, 0.0), Some(FIRST));
        backoff.end(start);
        assert_eq!(backoff.state().next(start, 0.0), None);
    }

    #[test]
    fn flushes_wait_for_a_receiver_that_was_reached_before() {
        let backoff = Backoff::default();
        backoff.begin(None);
        backoff.reached();
        let start = Instant::now();
        let _short = backoff.hurry(start + Duration::from_secs(2));
        let _long = backoff.hurry(start + Duration::from_secs(5));
        let waited = pauses(&mut backoff.state(), start);
        // Two seconds more would leave no time for another attempt.
        assert_eq!(waited, millis(&[500, 1000, 2000]));
        // No flush or shutdown waits any more.
        backoff.begin(None);
        let later = start + Duration::from_secs(6);
        assert_eq!(backoff.state().next(later, 0.0), Some(FIRST));
    }

    #[test]
    fn a_receiver_that_refuses_requests_was_reached_but_its_outage_goes_on() {
        let backoff = Backoff::default();
        backoff.begin(None);
        let start = Instant::now();
        assert_eq!(backoff.state().next(start, 0.0), Some(FIRST));
        backoff.refused();
        let _hurry = backoff.hurry(start + OUTAGE * 2);
        assert_eq!(backoff.state().next(start, 0.0), Some(FIRST * 2));
        backoff.refused();
        assert_eq!(backoff.state().next(start + OUTAGE, 0.0), None);
    }

    #[test]
    fn a_pause_is_shorter_by_a_quarter_at_most() {
        let start = Instant::now();
        let mut state = begun(None, start);
        let next = state.next(start, 1.0);
        assert_eq!(next, Some(FIRST * 3 / 4));
    }
}
