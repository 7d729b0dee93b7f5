//! How long an export may take, where that may be as long as it likes.

use std::time::Duration;

/// As good as no limit, and short enough to be added to any time.
pub(crate) const NO_LIMIT: Duration = Duration::from_secs(365 * 24 * 60 * 60);

/// The limit that is meant by a timeout: 0 is none, as the specification says.
pub(crate) fn time_limit(timeout: Duration) -> Duration {
    if timeout.is_zero() {
        NO_LIMIT
    } else {
        timeout.min(NO_LIMIT)
    }
}
