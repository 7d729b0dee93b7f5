//! The time now, for those who ask again and again.
//!
//! The system's clock takes longer than much of what is timed here. So a thread that has just looked at it counts on
//! with the processor's counter ([`Ticks`]), for a moment only: whatever is wrong with a counter, no time is wrong by
//! more than that moment. How long a tick takes is measured in passing.

use std::cell::Cell;
use std::ops::RangeInclusive;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::ticks::Ticks;

/// How long a thread counts on, in microseconds.
const MOMENT: u64 = 20;

/// The longest that a look at the clock may take to be counted on, in microseconds: another thread ran in between.
const GLANCE: u64 = 1;

/// How long the length of a tick is measured.
const BETWEEN: Duration = Duration::from_millis(50);

thread_local! {
    static LOOKED: Cell<Option<Look>> = const { Cell::new(None) };
}

static TICK: Tick = Tick::new();

/// The time now.
#[inline]
pub(crate) fn now() -> Instant {
    if !Ticks::ARE_COUNTED {
        return Instant::now();
    }
    let ticks = Ticks::now();
    let looked = LOOKED.try_with(Cell::get).ok().flatten();
    looked
        .and_then(|look| look.counted_on(ticks, &TICK))
        .unwrap_or_else(|| look_again(ticks))
}

#[inline(never)]
fn look_again(before: Ticks) -> Instant {
    let at = Instant::now();
    let look = Look {
        at,
        ticks: Ticks::now(),
    };
    let is_believed = look.ticks.follows(before, GLANCE);
    if is_believed {
        TICK.measure(look);
    }
    let _ = LOOKED.try_with(|looked| looked.set(is_believed.then_some(look)));
    at
}

/// What the clock said, and the counter just after.
#[derive(Debug, Clone, Copy)]
struct Look {
    at: Instant,
    ticks: Ticks,
}

impl Look {
    /// The time a moment later; none where that is over, or the length of a tick not known.
    #[inline]
    fn counted_on(self, now: Ticks, tick: &Tick) -> Option<Instant> {
        if !now.follows(self.ticks, MOMENT) {
            return None;
        }
        self.at.checked_add(tick.times(now.since(self.ticks))?)
    }
}

/// How long a tick takes.
#[derive(Debug)]
struct Tick {
    /// Nanoseconds that 2^32 of them take; 0 while nobody knows.
    length: AtomicU64,
    /// From when it is measured next.
    since: Mutex<Option<Look>>,
}

impl Tick {
    /// Nanoseconds that 2^32 ticks may take: processors count 250,000,000 to 16,000,000,000 a second.
    const LENGTHS: RangeInclusive<u64> = (1 << 28)..=(1 << 34);

    const fn new() -> Self {
        Self {
            length: AtomicU64::new(0),
            since: Mutex::new(None),
        }
    }

    /// How long so many ticks take, of which there are no more than in a [`MOMENT`].
    #[inline]
    fn times(&self, ticks: u64) -> Option<Duration> {
        let length = self.length.load(Ordering::Relaxed);
        let nanoseconds = ticks.checked_mul(length)? >> 32;
        (length > 0).then(|| Duration::from_nanos(nanoseconds))
    }

    /// Measures it, if that was not done lately.
    fn measure(&self, look: Look) {
        // Whoever finds it taken leaves it to the other.
        let Ok(mut since) = self.since.try_lock() else {
            return;
        };
        let Some(former) = *since else {
            *since = Some(look);
            return;
        };
        let took = look.at.saturating_duration_since(former.at);
        if took < BETWEEN {
            return;
        }
        *since = Some(look);
        let ticks = u128::from(look.ticks.since(former.ticks)).max(1);
        let length = u64::try_from((took.as_nanos() << 32) / ticks);
        let length = length.ok().filter(|length| Self::LENGTHS.contains(length));
        self.length.store(length.unwrap_or(0), Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{BETWEEN, GLANCE, Look, TICK, Tick, now};
    use crate::ticks::Ticks;

    /// A second's ticks of a processor.
    const SECOND: u64 = 3_000_000_000;

    fn look() -> Look {
        let (at, ticks) = (Instant::now(), Ticks::now());
        Look { at, ticks }
    }

    fn later(look: Look, time: Duration, ticks: u64) -> Look {
        let (at, ticks) = (look.at + time, look.ticks.plus(ticks));
        Look { at, ticks }
    }

    /// That of a tick, where the clock and the counter went on as far in between.
    fn measured(time: Duration, ticks: u64) -> (Tick, Look) {
        let (tick, first) = (Tick::new(), look());
        tick.measure(first);
        let second = later(first, time, ticks);
        tick.measure(second);
        (tick, second)
    }

    #[test]
    fn a_thread_counts_on_for_a_moment() {
        let (tick, look) = measured(Duration::from_secs(1), SECOND);
        let told = |ticks| look.counted_on(look.ticks.plus(ticks), &tick);
        assert_eq!(told(0), Some(look.at));
        let after = told(3_000).map(|told| told.duration_since(look.at).as_nanos());
        assert!(matches!(after, Some(999 | 1_000)), "{after:?}");
        assert_eq!(told(SECOND), None);
        // The counter of another processor is behind.
        assert_eq!(told(u64::MAX), None);
    }

    #[test]
    fn nobody_counts_with_ticks_that_nobody_knows() {
        for (time, ticks) in [
            (BETWEEN / 2, SECOND / 40),
            (BETWEEN, 0),
            (BETWEEN, u64::MAX - SECOND),
            (Duration::from_secs(1 << 40), SECOND),
        ] {
            let (tick, look) = measured(time, ticks);
            assert_eq!(
                look.counted_on(look.ticks, &tick),
                None,
                "{time:?}, {ticks}"
            );
        }
    }

    #[test]
    fn what_is_measured_later_counts() {
        let (tick, before) = measured(BETWEEN, 0);
        let now = later(before, Duration::from_secs(2), 2 * SECOND);
        tick.measure(now);
        assert_eq!(now.counted_on(now.ticks, &tick), Some(now.at));
    }

    #[test]
    fn it_is_what_the_clock_says() {
        /// What a counter may be wrong by, and a little more.
        const MOST: Duration = Duration::from_micros(50);
        let began = Instant::now();
        while began.elapsed() < 3 * BETWEEN {
            let before = Instant::now();
            let told = now();
            let after = Instant::now();
            assert!(before.saturating_duration_since(told) < MOST);
            assert!(told.saturating_duration_since(after) < MOST);
        }
        // On some machines a look at the clock takes too long to be counted on.
        let ticks = Ticks::now();
        let is_quick = look().ticks.follows(ticks, GLANCE);
        assert!(TICK.times(0).is_some() || !is_quick || !Ticks::ARE_COUNTED);
    }
}
