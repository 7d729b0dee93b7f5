//! The switch that turns telemetry off for the whole process: one atomic load per call of an annotated function.

use std::sync::atomic::{AtomicBool, Ordering};
#[cfg(any(feature = "sdk", feature = "testing"))]
use std::sync::{Mutex, PoisonError};

use crate::now::HAS_CLOCK;

/// Derived from [`Counts`] whenever they change.
static IS_SWITCHED_OFF: AtomicBool = AtomicBool::new(false);

/// Whether telemetry is off. It also is where there is no clock: every operation is timed.
#[inline]
pub(crate) fn is_switched_off() -> bool {
    !HAS_CLOCK || IS_SWITCHED_OFF.load(Ordering::Relaxed)
}

#[cfg(any(feature = "sdk", feature = "testing"))]
struct Counts {
    /// Live [`SwitchedOff`] guards.
    switched_off: usize,
    /// Live [`Listening`] guards.
    listening: usize,
}

#[cfg(any(feature = "sdk", feature = "testing"))]
fn change(change: impl FnOnce(&mut Counts)) {
    static COUNTS: Mutex<Counts> = Mutex::new(Counts {
        switched_off: 0,
        listening: 0,
    });
    let mut counts = COUNTS.lock().unwrap_or_else(PoisonError::into_inner);
    change(&mut counts);
    let is_off = counts.switched_off > 0 && counts.listening == 0;
    IS_SWITCHED_OFF.store(is_off, Ordering::Relaxed);
}

/// Switches telemetry off while it lives, unless there is a [`Listening`] meanwhile.
#[cfg(feature = "sdk")]
#[derive(Debug)]
pub(crate) struct SwitchedOff(());

#[cfg(feature = "sdk")]
impl SwitchedOff {
    pub(crate) fn new() -> Self {
        change(|counts| counts.switched_off += 1);
        Self(())
    }
}

#[cfg(feature = "sdk")]
impl Drop for SwitchedOff {
    fn drop(&mut self) {
        change(|counts| counts.switched_off -= 1);
    }
}

/// Keeps telemetry on while it lives, in spite of any [`SwitchedOff`].
#[cfg(any(feature = "sdk", feature = "testing"))]
#[derive(Debug)]
pub(crate) struct Listening(());

#[cfg(any(feature = "sdk", feature = "testing"))]
impl Listening {
    pub(crate) fn new() -> Self {
        change(|counts| counts.listening += 1);
        Self(())
    }
}

#[cfg(any(feature = "sdk", feature = "testing"))]
impl Drop for Listening {
    fn drop(&mut self) {
        change(|counts| counts.listening -= 1);
    }
}

#[cfg(all(test, feature = "sdk", feature = "testing"))]
mod tests {
    use crate::testing::capture;

    use super::{Listening, SwitchedOff, is_switched_off};

    #[test]
    fn a_listener_enables_recording() {
        // Captures of concurrent tests listen, too.
        let capture = capture();
        let off = [SwitchedOff::new(), SwitchedOff::new()];
        assert!(!is_switched_off());
        drop(capture);
        let listening = [Listening::new(), Listening::new(), Listening::new()];
        assert!(!is_switched_off());
        drop((off, listening));
        assert!(!is_switched_off());
    }
}
