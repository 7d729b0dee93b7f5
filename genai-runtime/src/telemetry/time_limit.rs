//! Time limits that may be absent.

use std::time::{Duration, Instant};

/// Stands for no limit; short enough to be added to any `Instant`.
const NO_LIMIT: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// The limit that a configured timeout stands for: 0 is no limit, as in the specification.
pub(crate) fn time_limit(timeout: Duration) -> Duration {
    if timeout.is_zero() {
        NO_LIMIT
    } else {
        timeout.min(NO_LIMIT)
    }
}

/// The deadline at the end of a timeout that begins now.
pub(crate) fn deadline_after(timeout: Duration) -> Instant {
    Instant::now() + timeout.min(NO_LIMIT)
}
