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
const LONGEST_READING: u64 = 1;

/// The interval over which a tick is measured: over a longer one the machine may have slept.
const MEASURED: RangeInclusive<Duration> = Duration::from_millis(50)..=Duration::from_secs(1);

thread_local! {
    static LAST: Cell<Option<LastReading>> = const { Cell::new(None) };
}

static TICK: Tick = Tick::new();

/// The time now.
#[inline]
pub(crate) fn now() -> Instant {
    if !Ticks::ARE_COUNTED {
        return Instant::now();
    }
    let ticks = Ticks::now();
    let last = LAST.try_with(Cell::get).ok().flatten();
    last.and_then(|last| last.reading.extrapolated(ticks, &TICK))
        .unwrap_or_else(|| read_clock(ticks, last))
}

#[inline(never)]
fn read_clock(before: Ticks, former: Option<LastReading>) -> Instant {
    let reading = Reading::now();
    let last = reading.is_quick(before).then(|| {
        let measured = former
            .map(|former| former.measured)
            .filter(|measured| reading.at.saturating_duration_since(*measured) < *MEASURED.start())
            .unwrap_or_else(|| {
                TICK.measure(reading);
                reading.at
            });
        LastReading { reading, measured }
    });
    let _ = LAST.try_with(|here| here.set(last));
    reading.at
}

/// The last reading of a thread.
#[derive(Debug, Clone, Copy)]
struct LastReading {
    reading: Reading,
    /// When the thread last measured the length of a tick, which takes a shared lock.
    measured: Instant,
}

/// A reading of the clock, and of the counter just after.
#[derive(Debug, Clone, Copy)]
struct Reading {
    at: Instant,
    ticks: Ticks,
}

impl Reading {
    fn now() -> Self {
        let at = Instant::now();
        let ticks = Ticks::now();
        Self { at, ticks }
    }

    /// Whether so little time passed since the counter read `before` that clock and counter belong together.
    fn is_quick(self, before: Ticks) -> bool {
        self.ticks.follows(before, LONGEST_READING)
    }

    /// Extrapolates to the counter at `now`; `None` after [`MOMENT`], or while the length of a tick is unknown.
    #[inline]
    fn extrapolated(self, now: Ticks, tick: &Tick) -> Option<Instant> {
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
    since: Mutex<Option<Reading>>,
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
    fn measure(&self, reading: Reading) {
        // If the lock is taken, another thread is measuring.
        let Ok(mut since) = self.since.try_lock() else {
            return;
        };
        let took = since.map(|since| (reading.at.saturating_duration_since(since.at), since.ticks));
        let Some((took, ticks)) = took else {
            *since = Some(reading);
            return;
        };
        if took < *MEASURED.start() {
            return;
        }
        *since = Some(reading);
        if MEASURED.contains(&took) {
            let ticks = u128::from(reading.ticks.since(ticks)).max(1);
            let length = u64::try_from((took.as_nanos() << 32) / ticks);
            let length = length.ok().filter(|length| Self::LENGTHS.contains(length));
            self.length.store(length.unwrap_or(0), Ordering::Relaxed);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::{MEASURED, MOMENT, Reading, Tick, now};
    use crate::ticks::Ticks;

    /// The processor's ticks in a second.
    const SECOND: u64 = 3_000_000_000;

    fn later(reading: Reading, time: Duration, ticks: u64) -> Reading {
        let (at, ticks) = (reading.at + time, reading.ticks.plus(ticks));
        Reading { at, ticks }
    }

    /// That of a tick, where the clock and the counter went on as far in between.
    fn measured(time: Duration, ticks: u64) -> (Tick, Reading) {
        let (tick, first) = (Tick::new(), Reading::now());
        tick.measure(first);
        let second = later(first, time, ticks);
        tick.measure(second);
        (tick, second)
    }

    #[test]
    fn a_thread_counts_on_for_a_moment() {
        let (tick, reading) = measured(Duration::from_secs(1), SECOND);
        let time = |ticks| reading.extrapolated(reading.ticks.plus(ticks), &tick);
        assert_eq!(time(0), Some(reading.at));
        let after = time(3_000).map(|time| time.duration_since(reading.at).as_nanos());
        assert!(matches!(after, Some(999 | 1_000)), "{after:?}");
        assert_eq!(time(SECOND), None);
        // The counter of another processor is behind.
        assert_eq!(time(u64::MAX), None);
    }

    #[test]
    fn no_length_of_a_tick_puts_the_time_far_ahead() {
        let (tick, reading) = measured(Duration::from_secs(1), SECOND / 10);
        for ticks in 0..40_000 {
            if let Some(time) = reading.extrapolated(reading.ticks.plus(ticks), &tick) {
                assert!(time - reading.at <= MOMENT, "{ticks}");
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
            // Both, or only the clock, advanced without a reading for too long.
            (Duration::from_secs(6), 6 * SECOND),
            (Duration::from_secs(6), SECOND),
        ] {
            let (tick, reading) = measured(time, ticks);
            let time = reading.extrapolated(reading.ticks, &tick);
            assert_eq!(time, None, "{time:?}, {ticks}");
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
            assert_eq!(now.extrapolated(now.ticks, &tick), Some(now.at));
        }
    }

    #[test]
    fn the_time_agrees_with_the_clock() {
        for _ in 0..10_000 {
            let before = Instant::now();
            let time = now();
            let after = Instant::now();
            assert!(before.saturating_duration_since(time) < 2 * MOMENT);
            assert!(time.saturating_duration_since(after) < 2 * MOMENT);
        }
    }

    /// A reading without an interruption; `None` on machines where readings are slow anyway.
    fn quick_reading() -> Option<Reading> {
        let mut readings = (0..1_000).map(|_| (Ticks::now(), Reading::now()));
        readings.find_map(|(before, reading)| reading.is_quick(before).then_some(reading))
    }

    /// An uninterrupted reading after so much time.
    fn quick_reading_after(reading: Reading, time: Duration) -> Option<Reading> {
        while reading.at.elapsed() < time {
            std::hint::spin_loop();
        }
        quick_reading()
    }

    #[test]
    fn the_length_of_a_tick_agrees_with_the_clock() {
        let readings = quick_reading().and_then(|first| {
            let second = quick_reading_after(first, *MEASURED.start())
                .filter(|second| MEASURED.contains(&(second.at - first.at)))?;
            let third = quick_reading_after(second, Duration::from_millis(5))?;
            Some((first, second, third))
        });
        let Some((first, second, third)) = readings.filter(|_| Ticks::ARE_COUNTED) else {
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
