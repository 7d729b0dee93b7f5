//! A thread-local cache of one value that expires after microseconds.

use std::cell::RefCell;
use std::mem;
use std::thread::LocalKey;
use std::time::{Duration, Instant};

use crate::shield::shielded;

/// How long a cached value is valid.
const FRESH: Duration = Duration::from_micros(20);

/// A cached value.
struct Found<T> {
    thing: T,
    until: Instant,
}

impl<T> Found<T> {
    fn new(thing: T, at: Instant) -> Self {
        let until = at + FRESH;
        Self { thing, until }
    }
}

/// The place of the cached value. It may hold the last reference to a provider, whose destructor may panic.
pub(super) struct Slot<T>(RefCell<Option<Found<T>>>);

impl<T> Slot<T> {
    pub(super) const fn new() -> Self {
        Self(RefCell::new(None))
    }

    /// Lends the cached value, or a new one if that has expired; `run` returns whether to keep it. `run` may call this
    /// again, through annotated code.
    pub(super) fn lend(
        slot: &'static LocalKey<Self>,
        now: Instant,
        look: impl FnOnce() -> T,
        run: impl FnOnce(&T) -> bool,
    ) {
        let mut run = Some(run);
        let is_kept = slot.try_with(|slot| {
            let kept = slot.0.try_borrow().ok()?;
            let kept = kept.as_ref().filter(|kept| now < kept.until)?;
            run.take().map(|run| run(&kept.thing))
        });
        if let Ok(Some(true)) = is_kept {
            return;
        }
        // `look` may panic; an expired value must not stay.
        Self::put(slot, None);
        let Some(run) = run else { return };
        let found = Found::new(look(), now);
        if run(&found.thing) {
            Self::put(slot, Some(found));
        } else {
            shielded(|| drop(found));
        }
    }

    /// Replaces the cached value.
    fn put(slot: &'static LocalKey<Self>, found: Option<Found<T>>) {
        shielded(|| {
            let former = slot.try_with(|slot| {
                let mut kept = slot.0.try_borrow_mut().ok()?;
                mem::replace(&mut *kept, found)
            });
            drop(former);
        });
    }
}

impl<T> Drop for Slot<T> {
    fn drop(&mut self) {
        shielded(|| drop(self.0.get_mut().take()));
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::time::Instant;

    use super::{FRESH, Slot};
    use crate::shield::shielded;

    thread_local! {
        static SLOT: Slot<u8> = const { Slot::new() };
    }

    /// What is lent, where `found` would be found.
    fn lent(now: Instant, found: u8, is_kept: bool) -> u8 {
        let lent = Cell::new(0);
        Slot::lend(
            &SLOT,
            now,
            || found,
            |thing| {
                lent.set(*thing);
                is_kept
            },
        );
        lent.get()
    }

    #[test]
    fn a_found_value_is_cached_for_a_moment() {
        let now = Instant::now();
        assert_eq!(lent(now, 1, true), 1);
        assert_eq!(lent(now, 2, true), 1);
        assert_eq!(lent(now + FRESH, 3, true), 3);
    }

    #[test]
    fn a_value_that_is_not_worth_caching_is_dropped() {
        let now = Instant::now();
        assert_eq!(lent(now, 1, false), 1);
        assert_eq!(lent(now, 2, true), 2);
        assert_eq!(lent(now, 3, false), 2);
        assert_eq!(lent(now, 4, true), 4);
    }

    #[test]
    fn reentrant_code_can_borrow_a_value_too() {
        let now = Instant::now();
        let nested = Cell::new((0, 0));
        let run = |_: &u8| {
            nested.set((lent(now, 2, true), lent(now + FRESH, 3, true)));
            true
        };
        Slot::lend(&SLOT, now, || 1, run);
        assert_eq!(nested.get(), (2, 3));
        Slot::lend(&SLOT, now, || 4, run);
        assert_eq!(nested.get(), (1, 3));
    }

    #[test]
    fn a_stale_value_is_dropped_before_the_next_look_up() {
        let now = Instant::now();
        lent(now, 1, true);
        let panics = || Slot::lend(&SLOT, now + FRESH, || panic!("nothing there"), |_| true);
        assert!(shielded(panics).is_none());
        assert_eq!(lent(now, 2, true), 2);
    }
}
