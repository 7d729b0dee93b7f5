//! Whether telemetry is switched off for the whole process: all that an annotated function asks then.

use std::sync::atomic::{AtomicUsize, Ordering};

/// How many have switched it off.
static SWITCHED_OFF: AtomicUsize = AtomicUsize::new(0);

/// How many listen all the same.
static LISTENING: AtomicUsize = AtomicUsize::new(0);

/// Whether nobody is to be asked who listens.
#[inline]
pub(crate) fn is_switched_off() -> bool {
    SWITCHED_OFF.load(Ordering::Relaxed) > 0 && LISTENING.load(Ordering::Relaxed) == 0
}

/// Switches telemetry off as long as it lives, unless somebody [listens](Listening) meanwhile.
#[cfg(feature = "sdk")]
#[derive(Debug)]
pub(crate) struct SwitchedOff(());

#[cfg(feature = "sdk")]
impl SwitchedOff {
    pub(crate) fn new() -> Self {
        SWITCHED_OFF.fetch_add(1, Ordering::Relaxed);
        Self(())
    }
}

#[cfg(feature = "sdk")]
impl Drop for SwitchedOff {
    fn drop(&mut self) {
        SWITCHED_OFF.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Somebody listens as long as it lives, whoever has switched telemetry off.
#[cfg(any(feature = "sdk", feature = "testing"))]
#[derive(Debug)]
pub(crate) struct Listening(());

#[cfg(any(feature = "sdk", feature = "testing"))]
impl Listening {
    pub(crate) fn new() -> Self {
        LISTENING.fetch_add(1, Ordering::Relaxed);
        Self(())
    }
}

#[cfg(any(feature = "sdk", feature = "testing"))]
impl Drop for Listening {
    fn drop(&mut self) {
        LISTENING.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(all(test, feature = "sdk", feature = "testing"))]
mod tests {
    use crate::testing::capture;

    use super::{Listening, SwitchedOff, is_switched_off};

    #[test]
    fn whoever_listens_hears() {
        // Captures of other tests of this process listen too.
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
