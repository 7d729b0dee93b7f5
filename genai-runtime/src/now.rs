//! A cheap `Instant::now()` for callers that need it often.
//!
//! Reading the system's clock takes longer than many operations of this crate. A thread that has just read it therefore
//! extrapolates with the processor's counter ([`Ticks`]) for at most [`MOMENT`]: even a wrong counter puts the result
//! ahead of the clock by no more than that, and never behind it, unless the counter was set back by just the time that
//! passed. The length of a tick is measured along the way.

use std::cell::Cell;
use std::ops::RangeInclusive;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use crate::ticks::Ticks;

/// Whether there is a clock. On `wasm32-unknown-unknown` there is none, and `Instant::now()` panics.
pub(crate) const HAS_CLOCK: bool = !cfg!(all(target_family = "wasm", target_os = "unknown"));

/// How long a thread extrapolates from one reading of the clock.
const MOMENT: Duration = Duration::from_micros(20);

/// [`MOMENT`] in the approximate microseconds of [`Ticks`].
const ABOUT_A_MOMENT: u64 = 20;

/// The longest that a reading of the clock may take, in approximate microseconds: if it takes longer, the thread may
/// have been preempted between the clock and the counter.
const GLANCE: u64 = 1;

/// The interval over which a tick is measured: over a longer one the machine may have slept.
const MEASURED: RangeInclusive<Duration> = Duration::from_millis(50)..=Duration::from_secs(1);

thread_local! {
    static LOOKED: Cell<Option<Looked>> = const { Cell::new(None) };
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
        .and_then(|looked| looked.look.counted_on(ticks, &TICK))
        .unwrap_or_else(|| look_again(ticks, looked))
}

#[inline(never)]
fn look_again(before: Ticks, former: Option<Looked>) -> Instant {
    let look = Look::now();
    let looked = look.is_quick(before).then(|| {
        let measured = former
            .map(|former| former.measured)
            .filter(|measured| look.at.saturating_duration_since(*measured) < *MEASURED.start())
            .unwrap_or_else(|| {
                TICK.measure(look);
                look.at
            });
        Looked { look, measured }
    });
    let _ = LOOKED.try_with(|here| here.set(looked));
    look.at
}

/// The last reading of a thread.
#[derive(Debug, Clone, Copy)]
struct Looked {
    look: Look,
    /// When the thread last measured the length of a tick, which takes a shared lock.
    measured: Instant,
}

/// A reading of the clock, and of the counter just after.
#[derive(Debug, Clone, Copy)]
struct Look {
    at: Instant,
    ticks: Ticks,
}

impl Look {
    fn now() -> Self {
        let at = Instant::now();
        let ticks = Ticks::now();
        Self { at, ticks }
    }

    /// Whether so little time passed since the counter read `before` that clock and counter belong together.
    fn is_quick(self, before: Ticks) -> bool {
        self.ticks.follows(before, GLANCE)
    }

    /// Extrapolates to the counter at `now`; `None` after [`MOMENT`], or while the length of a tick is unknown.
    #[inline]
    fn counted_on(self, now: Ticks, tick: &Tick) -> Option<Instant> {
        if !now.follows(self.ticks, ABOUT_A_MOMENT) {
            return None;
        }
        let since = tick.times(now.since(self.ticks))?;
        let is_over = since > MOMENT;
        (!is_over).then(|| self.at.checked_add(since)).flatten()
    }
}

/// The measured length of a tick.
#[derive(Debug)]
struct Tick {
    /// Nanoseconds per 2^32 ticks; 0 while unknown.
    length: AtomicU64,
    /// Where the next measurement begins.
    since: Mutex<Option<Look>>,
}

impl Tick {
    /// Plausible nanoseconds per 2^32 ticks: counters run at 250 MHz to 16 GHz.
    const LENGTHS: RangeInclusive<u64> = (1 << 28)..=(1 << 34);

    const fn new() -> Self {
        Self {
            length: AtomicU64::new(0),
            since: Mutex::new(None),
        }
    }

    /// How long this number of ticks takes; `None` while the length is unknown, or on overflow.
    #[inline]
    fn times(&self, ticks: u64) -> Option<Duration> {
        let length = self.length.load(Ordering::Relaxed);
        let nanoseconds = ticks.checked_mul(length)? >> 32;
        (length > 0).then(|| Duration::from_nanos(nanoseconds))
    }

    /// Measures the length, unless it was measured recently.
    fn measure(&self, look: Look) {
        // If the lock is taken, another thread is measuring.
        let Ok(mut since) = self.since.try_lock() else {
            return;
        };
        let took = since.map(|since| (look.at.saturating_duration_since(since.at), since.ticks));
        let Some((took, ticks)) = took else {
            *since = Some(look);
            return;
        };
        if took < *MEASURED.start() {
            return;
        }
        *since = Some(look);
        if MEASURED.contains(&took) {
            let ticks = u128::from(look.ticks.since(ticks)).max(1);
            let length = u64::try_from((took.as_nanos() << 32) / ticks);
            let length = length.ok().filter(|length| Self::LENGTHS.contains(length));
            self.length.store(length.unwrap_or(0), Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{Look, MEASURED, MOMENT, Tick, now};
    use crate::ticks::Ticks;

    /// The processor's ticks in a second.
    const SECOND: u64 = 3_000_000_000;

    fn later(look: Look, time: Duration, ticks: u64) -> Look {
        let (at, ticks) = (look.at + time, look.ticks.plus(ticks));
        Look { at, ticks }
    }

    /// That of a tick, where the clock and the counter went on as far in between.
    fn measured(time: Duration, ticks: u64) -> (Tick, Look) {
        let (tick, first) = (Tick::new(), Look::now());
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
    fn no_length_of_a_tick_puts_the_time_far_ahead() {
        let (tick, look) = measured(Duration::from_secs(1), SECOND / 10);
        for ticks in 0..40_000 {
            if let Some(told) = look.counted_on(look.ticks.plus(ticks), &tick) {
                assert!(told - look.at <= MOMENT, "{ticks}");
            }
        }
    }

    #[test]
    fn ticks_of_unknown_length_are_not_used() {
        let least = *MEASURED.start();
        for (time, ticks) in [
            (least / 2, SECOND / 40),
            (least, 0),
            (least, u64::MAX - SECOND),
            // Both went on while nobody looked, or only the clock did.
            (Duration::from_secs(6), 6 * SECOND),
            (Duration::from_secs(6), SECOND),
        ] {
            let (tick, look) = measured(time, ticks);
            let told = look.counted_on(look.ticks, &tick);
            assert_eq!(told, None, "{time:?}, {ticks}");
        }
    }

    #[test]
    fn the_latest_measurement_counts() {
        for (time, ticks) in [
            (Duration::from_secs(1), 0),
            (Duration::from_secs(6), SECOND),
        ] {
            let (tick, before) = measured(time, ticks);
            let now = later(before, Duration::from_secs(1), SECOND);
            tick.measure(now);
            assert_eq!(now.counted_on(now.ticks, &tick), Some(now.at));
        }
    }

    #[test]
    fn the_time_agrees_with_the_clock() {
        for _ in 0..10_000 {
            let before = Instant::now();
            let told = now();
            let after = Instant::now();
            assert!(before.saturating_duration_since(told) < 2 * MOMENT);
            assert!(told.saturating_duration_since(after) < 2 * MOMENT);
        }
    }

    /// A reading without an interruption; `None` on machines where readings are slow anyway.
    fn quick_look() -> Option<Look> {
        let mut looks = (0..1_000).map(|_| (Ticks::now(), Look::now()));
        looks.find_map(|(before, look)| look.is_quick(before).then_some(look))
    }

    /// An uninterrupted reading after so much time.
    fn quick_look_after(look: Look, time: Duration) -> Option<Look> {
        while look.at.elapsed() < time {
            std::hint::spin_loop();
        }
        quick_look()
    }

    #[test]
    fn the_length_of_a_tick_agrees_with_the_clock() {
        let looks = quick_look().and_then(|first| {
            let second = quick_look_after(first, *MEASURED.start())
                .filter(|second| MEASURED.contains(&(second.at - first.at)))?;
            let third = quick_look_after(second, Duration::from_millis(5))?;
            Some((first, second, third))
        });
        let Some((first, second, third)) = looks.filter(|_| Ticks::ARE_COUNTED) else {
            return;
        };
        let tick = Tick::new();
        tick.measure(first);
        tick.measure(second);
        let counted = tick.times(third.ticks.since(second.ticks));
        let took = third.at - second.at;
        let counted = counted.map(|counted| counted.as_secs_f64() / took.as_secs_f64());
        assert!(
            counted.is_some_and(|counted| (0.99..1.01).contains(&counted)),
            "{counted:?}"
        );
    }
}
