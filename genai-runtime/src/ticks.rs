//! The processor's time stamp counter: cheaper to read than the clock, and less precise.
//!
//! Reading it takes less than half the time of reading the system's clock, but the length of a tick is unknown. A rough
//! idea is enough to tell whether little time has passed; [`Ticks::before`] scales with the clock, and
//! [`now`](crate::now) measures the length. Counters of two processors may differ, and one may be set back: whatever is
//! derived from them must be harmless when wrong.

use std::time::Duration;

use counter::TICKS_PER_MICROSECOND;

/// A reading of the counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ticks(u64);

impl Ticks {
    /// Whether the processor has a counter, which then is cheaper to read than the clock.
    pub(crate) const ARE_COUNTED: bool = counter::IS_OF_PROCESSOR;

    /// Reads the counter.
    #[inline]
    pub(crate) fn now() -> Self {
        Self(counter::read())
    }

    /// Whether this reading is at most about this many microseconds old: 0.4 to 2 times as many where a processor's
    /// counter is read. False if the counter went back.
    #[inline]
    pub(crate) fn is_within(self, microseconds: u64) -> bool {
        Self::now().follows(self, microseconds)
    }

    /// Whether this reading is at most about this many microseconds later than `earlier`; see
    /// [`is_within`](Self::is_within).
    #[inline]
    pub(crate) fn follows(self, earlier: Self, microseconds: u64) -> bool {
        self.since(earlier) < microseconds * TICKS_PER_MICROSECOND
    }

    /// How long before the end of an interval this reading was taken. The interval took `took` by the clock, and
    /// `began` and `ended` at these readings of the counter.
    pub(crate) fn before(self, took: Duration, began: Self, ended: Self) -> Duration {
        let (all, gone) = (ended.since(began), self.since(began));
        if all == 0 || gone > all {
            return Duration::ZERO;
        }
        let left = u128::from(all - gone);
        let nanoseconds = took.as_nanos().saturating_mul(left) / u128::from(all);
        u64::try_from(nanoseconds).map_or(took, Duration::from_nanos)
    }

    /// Some ticks later.
    #[cfg(test)]
    pub(crate) const fn plus(self, ticks: u64) -> Self {
        Self(self.0.wrapping_add(ticks))
    }

    /// Ticks since `earlier`; wraps around to a huge number if this reading is behind.
    #[inline]
    pub(crate) fn since(self, earlier: Self) -> u64 {
        self.0.wrapping_sub(earlier.0)
    }
}

/// The x86 time stamp counter; SGX enclaves may not read it, and Miri has none.
#[cfg(all(
    any(target_arch = "x86", target_arch = "x86_64"),
    not(any(target_env = "sgx", miri))
))]
mod counter {
    pub(super) use safe_arch::read_timestamp_counter as read;

    /// An estimate: processors run at 1,000 to 5,000.
    pub(super) const TICKS_PER_MICROSECOND: u64 = 2_000;
    pub(super) const IS_OF_PROCESSOR: bool = true;
}

/// The system's clock in nanoseconds.
#[cfg(not(all(
    any(target_arch = "x86", target_arch = "x86_64"),
    not(any(target_env = "sgx", miri))
)))]
mod counter {
    use std::sync::OnceLock;
    use std::time::Instant;

    pub(super) const TICKS_PER_MICROSECOND: u64 = 1_000;
    pub(super) const IS_OF_PROCESSOR: bool = false;

    pub(super) fn read() -> u64 {
        static FIRST: OnceLock<Instant> = OnceLock::new();
        let first = FIRST.get_or_init(Instant::now);
        u64::try_from(first.elapsed().as_nanos()).unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use std::thread;
    use std::time::{Duration, Instant};

    use super::Ticks;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn time_goes_by() {
        let began = Ticks::now();
        assert!(began.is_within(1_000_000));
        let wait = Instant::now();
        while wait.elapsed() < Duration::from_micros(500) {
            thread::yield_now();
        }
        assert!(!began.is_within(100));
    }

    #[test]
    fn a_counter_that_is_behind_is_ignored() {
        let ahead = Ticks::now().plus(u64::MAX / 4);
        assert!(!ahead.is_within(1_000_000));
    }

    #[test]
    fn a_time_is_shared_out_as_ticks_are() {
        let (began, ended) = (Ticks(1_000), Ticks(5_000));
        for (ticks, before) in [
            (1_000, SECOND),
            (2_000, SECOND * 3 / 4),
            (5_000, Duration::ZERO),
        ] {
            assert_eq!(Ticks(ticks).before(SECOND, began, ended), before);
        }
    }

    #[test]
    fn no_counter_makes_a_time_longer_than_it_was() {
        for (now, ended) in [(5_001, 5_000), (999, 5_000), (1_000, 1_000), (1_000, 999)] {
            let before = Ticks(now).before(SECOND, Ticks(1_000), Ticks(ended));
            assert!(before <= SECOND, "{before:?}");
        }
        let whole = Ticks(0).before(Duration::MAX, Ticks(0), Ticks(u64::MAX));
        assert!(whole <= Duration::MAX);
    }
}
