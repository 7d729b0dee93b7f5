//! One clock for all operations of the process.
//!
//! Wall clocks are set back and forth, and a thread may be interrupted between a look at the wall clock and
//! one at the monotonic clock: two operations that each looked for themselves could seem to end in the wrong
//! order. So all count from one look at both, and look again now and then whether it still holds.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime};

/// How long the clock is trusted without another look at the wall clock.
const TRUST: Duration = Duration::from_millis(100);

/// How far the clock may be from the wall clock where an operation begins that is beneath no other: as far as a
/// look at both may be wrong.
const TOLERANCE: Duration = GLANCE;

/// The same where one begins beneath another, whose times would not fit any more: as after the machine has slept. One
/// that begins elsewhere may set the clock all the same.
const TOLERANCE_BENEATH: Duration = Duration::from_secs(1);

/// The longest that a look at both clocks may take to be believed: another thread ran in between.
const GLANCE: Duration = Duration::from_millis(1);

static CLOCK: Clock = Clock::new();

/// The time at an instant; `is_outermost` says that no operation is around the one that begins then.
pub(super) fn time_at(instant: Instant, is_outermost: bool) -> SystemTime {
    CLOCK.time_at(instant, is_outermost, Look::now)
}

/// What the wall clock said at some instant.
#[derive(Debug, Clone, Copy)]
struct Look {
    instant: Instant,
    wall: SystemTime,
    /// How long it took to look.
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

/// The wall clock, as it was first seen and has been corrected since.
#[derive(Debug)]
struct Clock {
    first: OnceLock<Look>,
    /// Nanoseconds by which the wall clock was set since.
    correction: AtomicI64,
    /// When it was last compared, in nanoseconds since the first look.
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

    /// Follows the wall clock where it is too far away.
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

/// More than 500 years fit in.
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
    fn a_look_that_took_long_is_not_believed() {
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
