//! How long an export goes on trying to reach a receiver.
//!
//! A receiver that is being restarted is waited for, as long as an export may take. One that has been out of reach for a
//! minute is not, so that what waits behind does not pile up for nothing; nor is one while somebody waits for the result.

#![cfg_attr(
    not(feature = "otlp"),
    expect(dead_code, reason = "exports of such a build reach for nobody")
)]

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::Waker;
use std::time::{Duration, Instant};

/// How long the first pause takes; each one after it twice as long.
const FIRST: Duration = Duration::from_millis(500);

/// How long a pause takes at most.
const LONGEST: Duration = Duration::from_secs(2);

/// For how long a receiver may have been out of reach.
const OUTAGE: Duration = Duration::from_secs(60);

/// The pauses between the attempts of one export at a time.
#[derive(Debug, Default)]
pub(crate) struct Backoff(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// When the running export has to end, if ever.
    deadline: Option<Instant>,
    pause: Duration,
    /// Since when the receiver has been out of reach.
    unreached: Option<Instant>,
    /// How many wait for what comes of it.
    hurries: usize,
    waker: Option<Waker>,
}

/// Somebody waits for what comes of exports.
#[derive(Debug)]
#[must_use = "nobody waits any more once it is dropped"]
pub(crate) struct Hurry<'a>(&'a Backoff);

impl Drop for Hurry<'_> {
    fn drop(&mut self) {
        self.0.state().hurries -= 1;
    }
}

impl State {
    /// How long to wait before the next attempt; none if this was the last.
    fn next(&mut self, now: Instant, jitter: f64) -> Option<Duration> {
        let unreached = *self.unreached.get_or_insert(now);
        let pause = self.pause.mul_f64(1.0 - jitter / 4.0);
        let is_over = |deadline: Instant| now + pause >= deadline;
        if self.hurries > 0
            || now.duration_since(unreached) >= OUTAGE
            || self.deadline.is_some_and(is_over)
        {
            return None;
        }
        self.pause = (self.pause * 2).min(LONGEST);
        Some(pause)
    }
}

impl Backoff {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An export begins that may take so long.
    pub(super) fn begin(&self, limit: Option<Duration>) {
        let mut state = self.state();
        state.deadline = limit.and_then(|limit| Instant::now().checked_add(limit));
        state.pause = FIRST;
    }

    /// The receiver has answered.
    pub(crate) fn reached(&self) {
        self.state().unreached = None;
    }

    /// Lets exports make no pauses until what is returned is dropped.
    pub(super) fn hurry(&self) -> Hurry<'_> {
        let mut state = self.state();
        state.hurries += 1;
        let waker = state.waker.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
        Hurry(self)
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
        /// The receiver was out of reach: waits until it is time for another attempt, if there is to be one. It is time as
        /// soon as somebody waits for the result.
        pub(crate) async fn pause(&self) -> bool {
            let Some(pause) = self.state().next(Instant::now(), jitter()) else {
                return false;
            };
            let mut sleep = pin!(tokio::time::sleep(pause));
            poll_fn(|context| {
                let mut state = self.state();
                if state.hurries > 0 {
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

    /// A number from 0 to 1, so that programs that have lost their receiver together do not come back together.
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
        // The next export finds it as it is.
        state.pause = FIRST;
        assert_eq!(pauses(&mut state, start + OUTAGE), []);
        // Once it is back, it may go again.
        state.unreached = None;
        assert_eq!(state.next(start + OUTAGE, 0.0), Some(FIRST));
    }

    #[test]
    fn there_are_no_pauses_while_somebody_waits() {
        let backoff = Backoff::default();
        backoff.begin(None);
        let hurry = [backoff.hurry(), backoff.hurry()];
        for hurry in hurry {
            assert_eq!(backoff.state().next(Instant::now(), 0.0), None);
            drop(hurry);
        }
        assert_eq!(backoff.state().next(Instant::now(), 0.0), Some(FIRST));
    }

    #[test]
    fn a_pause_is_shorter_by_a_quarter_at_most() {
        let start = Instant::now();
        let mut state = begun(None, start);
        let next = state.next(start, 1.0);
        assert_eq!(next, Some(FIRST * 3 / 4));
    }
}
