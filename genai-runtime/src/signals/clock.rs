//! One wall clock for all operations of the process.
//!
//! The system's wall clock may be set back and forth, and a thread may be preempted between reading it and the
//! monotonic clock: timestamps that each operation read for itself could be in the wrong order. So all timestamps
//! derive from one reading of both clocks, which is compared with the system's wall clock from time to time.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

/// How long the clock runs without being compared with the system's.
const TRUST: Duration = Duration::from_millis(100);

/// How far the clock may be off when a root operation begins: the error of one reading.
const TOLERANCE: Duration = GLANCE;

/// How far the clock may be off when a nested operation begins: correcting it then moves the operation relative to its
/// parent, so only a large error, as after the machine has slept, is worth it.
const TOLERANCE_BENEATH: Duration = Duration::from_secs(1);

/// The longest that a valid reading of both clocks may take: after a longer one, the thread may have been preempted.
const GLANCE: Duration = Duration::from_millis(1);

static CLOCK: Clock = Clock::new();

/// The wall time at an instant; `is_outermost` if the operation that begins then has no parent.
pub(super) fn time_at(instant: Instant, is_outermost: bool) -> SystemTime {
    CLOCK.time_at(instant, is_outermost, Look::now)
}

/// A reading of both clocks.
#[derive(Debug, Clone, Copy)]
struct Look {
    instant: Instant,
    wall: SystemTime,
    /// How long the reading took.
    took: Duration,
}

impl Look {
    fn now() -> Self {
        let instant = Instant::now();
        let wall = SystemTime::now();
        Self {
            instant,
            wall,
            took: instant.elapsed(),
        }
    }
}

/// The first reading, and the correction since.
#[derive(Debug)]
struct Clock {
    first: OnceLock<Look>,
    /// Nanoseconds by which the wall clock was set since the first reading.
    correction: AtomicI64,
    /// When the clocks were last compared, in nanoseconds since the first reading.
    compared: AtomicU64,
}

impl Clock {
    const fn new() -> Self {
        Self {
            first: OnceLock::new(),
            correction: AtomicI64::new(0),
            compared: AtomicU64::new(0),
        }
    }

    fn time_at(&self, instant: Instant, is_outermost: bool, look: impl Fn() -> Look) -> SystemTime {
        let first = self.first.get_or_init(&look);
        let since = nanoseconds(instant.saturating_duration_since(first.instant));
        let compared = self.compared.load(Ordering::Relaxed);
        if since.saturating_sub(compared) > nanoseconds(TRUST) {
            self.compared.store(since, Ordering::Relaxed);
            self.compare(first, look(), is_outermost);
        }
        let expected = first.wall + Duration::from_nanos(since);
        shifted(expected, self.correction.load(Ordering::Relaxed))
    }

    /// Adjusts the correction if the wall clock is off by more than the tolerance.
    fn compare(&self, first: &Look, now: Look, is_outermost: bool) {
        let expected = first.wall + now.instant.saturating_duration_since(first.instant);
        let correction = match now.wall.duration_since(expected) {
            Ok(ahead) => signed(ahead),
            Err(behind) => -signed(behind.duration()),
        };
        let off = correction.abs_diff(self.correction.load(Ordering::Relaxed));
        let tolerance = if is_outermost {
            TOLERANCE
        } else {
            TOLERANCE_BENEATH
        };
        if now.took < GLANCE && off > nanoseconds(tolerance) {
            self.correction.store(correction, Ordering::Relaxed);
        }
    }
}

fn shifted(time: SystemTime, nanoseconds: i64) -> SystemTime {
    let shift = Duration::from_nanos(nanoseconds.unsigned_abs());
    let shifted = if nanoseconds < 0 {
        time.checked_sub(shift)
    } else {
        time.checked_add(shift)
    };
    shifted.unwrap_or(time)
}

/// Saturates after more than 500 years.
fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

fn signed(duration: Duration) -> i64 {
    i64::try_from(duration.as_nanos()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant, SystemTime};

    use super::{Clock, Look};

    const SECOND: Duration = Duration::from_secs(1);

    /// A wall clock that says this at some instant.
    fn says(instant: Instant, wall: SystemTime) -> impl Fn() -> Look {
        move || Look {
            instant,
            wall,
            took: Duration::ZERO,
        }
    }

    #[test]
    fn time_is_counted_from_one_look() {
        let clock = Clock::new();
        let (start, wall) = (Instant::now(), SystemTime::now());
        assert_eq!(clock.time_at(start, true, says(start, wall)), wall);
        // Too soon to look again, whatever the wall clock says.
        let soon = Duration::from_millis(50);
        let elsewhere = says(start + soon, wall + 60 * SECOND);
        let time = clock.time_at(start + soon, true, elsewhere);
        assert_eq!(time, wall + soon);
    }

    #[test]
    fn the_outermost_operation_follows_a_wall_clock_that_was_set() {
        for (was_set, is_back) in [(SECOND / 2, false), (60 * SECOND, true)] {
            let clock = Clock::new();
            let (start, wall) = (Instant::now(), SystemTime::now());
            clock.time_at(start, true, says(start, wall));
            let set = if is_back {
                wall + SECOND - was_set
            } else {
                wall + SECOND + was_set
            };
            let later = says(start + SECOND, set);
            assert_eq!(clock.time_at(start + SECOND, true, later), set);
        }
    }

    #[test]
    fn beneath_another_operation_only_a_large_step_counts() {
        let clock = Clock::new();
        let (start, wall) = (Instant::now(), SystemTime::now());
        clock.time_at(start, true, says(start, wall));
        let small = says(start + SECOND, wall + SECOND + SECOND / 2);
        let time = clock.time_at(start + SECOND, false, small);
        assert_eq!(time, wall + SECOND);
        let large = wall + 3600 * SECOND;
        let asleep = says(start + 2 * SECOND, large);
        assert_eq!(clock.time_at(start + 2 * SECOND, false, asleep), large);
    }

    #[test]
    fn a_slow_reading_is_discarded() {
        let clock = Clock::new();
        let (start, wall) = (Instant::now(), SystemTime::now());
        clock.time_at(start, true, says(start, wall));
        let interrupted = || Look {
            instant: start + SECOND,
            wall: wall + 2 * SECOND,
            took: SECOND,
        };
        let time = clock.time_at(start + SECOND, true, interrupted);
        assert_eq!(time, wall + SECOND);
    }
}
