//! One clock for all operations beneath the same one.
//!
//! Wall clocks are set back and forth, and a thread may be interrupted between a look at the wall clock and
//! one at the monotonic clock: two operations that each looked for themselves could seem to end in the wrong
//! order. So the outermost one looks once, and all beneath it count from there.

use std::time::{Duration, Instant, SystemTime};

use opentelemetry::Context;

/// How far a clock may be from the wall clock until it is not used any more.
const TOLERANCE: Duration = Duration::from_secs(1);

/// What the wall clock said at some instant.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    instant: Instant,
    wall: SystemTime,
}

impl Clock {
    /// The clock of what a context stands for; a new one where there is none, or where that has gone wrong
    /// meanwhile, as after the machine has slept. Returns whether it is new.
    pub(super) fn of(context: &Context) -> (Self, bool) {
        let now = Self {
            instant: Instant::now(),
            wall: SystemTime::now(),
        };
        let known = context.get::<Self>().copied();
        match known.filter(|known| known.agrees_with(now)) {
            Some(known) => (known, false),
            None => (now, true),
        }
    }

    /// The time at an instant.
    pub(super) fn at(&self, instant: Instant) -> SystemTime {
        self.wall + instant.saturating_duration_since(self.instant)
    }

    fn agrees_with(self, now: Self) -> bool {
        let expected = self.at(now.instant);
        let difference = expected
            .duration_since(now.wall)
            .unwrap_or_else(|error| error.duration());
        difference <= TOLERANCE
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant, SystemTime};

    use opentelemetry::Context;

    use super::Clock;

    #[test]
    fn a_clock_is_handed_down_as_long_as_it_is_right() {
        let (clock, is_new) = Clock::of(&Context::new());
        assert!(is_new);
        let later = clock.instant + Duration::from_secs(60);
        assert_eq!(clock.at(later), clock.wall + Duration::from_secs(60));
        let beneath = Context::new().with_value(clock);
        let (same, is_new) = Clock::of(&beneath);
        assert!(!is_new);
        assert_eq!(same.wall, clock.wall);

        let asleep = Clock {
            instant: Instant::now(),
            wall: SystemTime::now() - Duration::from_secs(3600),
        };
        let (fresh, is_new) = Clock::of(&Context::new().with_value(asleep));
        assert!(is_new);
        assert!(fresh.wall > asleep.wall + Duration::from_secs(3000));
    }
}
