//! A count of tokens.

use std::num::NonZeroU64;

/// An optional count, in the size of a `u64`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count(
    /// One more than the count.
    Option<NonZeroU64>,
);

impl Count {
    pub(super) const ABSENT: Self = Self(None);

    /// A count, at most 2⁶³ − 1, which is the largest one that OpenTelemetry can hold.
    pub(super) const fn of(tokens: u64) -> Self {
        Self(NonZeroU64::new(clamped(tokens) + 1))
    }

    pub(super) const fn get(self) -> Option<u64> {
        match self.0 {
            Some(next) => Some(next.get() - 1),
            None => None,
        }
    }

    pub(super) const fn or_zero(self) -> u64 {
        match self.get() {
            Some(count) => count,
            None => 0,
        }
    }

    pub(super) const fn is_absent(self) -> bool {
        self.0.is_none()
    }

    /// Replaces the count, if `newer` is present.
    pub(super) const fn update(&mut self, newer: Self) {
        if !newer.is_absent() {
            *self = newer;
        }
    }
}

const fn clamped(tokens: u64) -> u64 {
    if tokens > i64::MAX as u64 {
        i64::MAX as u64
    } else {
        tokens
    }
}

#[cfg(test)]
mod tests {
    use super::Count;

    #[test]
    fn zero_is_a_count() {
        assert_eq!(Count::of(0).get(), Some(0));
        assert_eq!(Count::ABSENT.get(), None);
    }

    #[test]
    fn the_largest_counts_saturate() {
        assert_eq!(Count::of(u64::MAX).get(), Some(i64::MAX.unsigned_abs()));
    }
}
