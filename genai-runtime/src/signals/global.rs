//! The host's global providers, looked up anew for every operation, though not for every one of a burst.
//!
//! A host may install providers at any time, and OpenTelemetry tells nobody. Looking costs several locked steps of
//! memory that all threads share, and for a tracer two allocations. So each thread keeps what it has found for a moment
//! ([`found`](super::found)), and believes for a while that it found nobody, or our own installation: all are shorter
//! than it takes to make a provider. One that was made before is seen so much later.

use std::cell::Cell;
use std::mem::size_of_val;
use std::ptr;
use std::sync::{Arc, PoisonError, RwLock, Weak};
use std::thread::LocalKey;
use std::time::{Duration, Instant};

use opentelemetry::Context;
use opentelemetry::global::{self, BoxedTracer};
use opentelemetry::metrics::MeterProvider;

#[cfg(feature = "sdk")]
use super::direct::{self, DirectTracer};
use super::found::Slot;
use super::instruments::Instruments;
use super::opening::{Opening, Route, SpanState, StartedSpan};
use super::recorder::can_bind;
use super::unheard;
use crate::shield::shielded;
use crate::ticks::Ticks;

/// How long a thread believes that nobody listens, in microseconds.
const SILENCE: u64 = 5;

/// How long a thread believes that the global providers are our own, in microseconds.
const OURS: u64 = 20;

thread_local! {
    static TRACER: Slot<GlobalTracer> = const { Slot::new() };
    static INSTRUMENTS: Slot<Arc<Instruments>> = const { Slot::new() };
    /// When it was seen that nobody listens.
    static SEEN_SILENT: Cell<Option<Ticks>> = const { Cell::new(None) };
    /// When it was seen that all global providers are those of our installation.
    static SEEN_OURS: Cell<Option<Ticks>> = const { Cell::new(None) };
}

/// Starts a span with the global tracer; what it starts with is asked for the way that it goes.
pub(super) fn start_span<'a>(
    opening: impl FnOnce(Route) -> Opening<'a>,
    parent: &Context,
    now: Instant,
    started: &mut StartedSpan,
) {
    Slot::lend(&TRACER, now, GlobalTracer::look, |tracer| {
        match tracer {
            #[cfg(feature = "sdk")]
            GlobalTracer::Ours(tracer) => {
                if let Some(trace) = tracer.sample(parent, started) {
                    tracer.start(opening(Route::Direct), trace, parent, started);
                }
            }
            GlobalTracer::Foreign(tracer) => opening(Route::Foreign).start(tracer, parent, started),
        }
        // Nothing comes of a no-op tracer, nor of one whose provider was shut down: the next call looks again.
        started.state != SpanState::Absent
    });
}

/// The tracer of the global provider.
enum GlobalTracer {
    /// Of our own installation.
    #[cfg(feature = "sdk")]
    Ours(Arc<dyn DirectTracer>),
    Foreign(BoxedTracer),
}

impl GlobalTracer {
    #[cfg(feature = "sdk")]
    fn look() -> Self {
        match direct::asking(|| global::tracer_with_scope(super::scope())) {
            (_, Some(ours)) => Self::Ours(ours),
            (tracer, None) => Self::Foreign(tracer),
        }
    }

    #[cfg(not(feature = "sdk"))]
    fn look() -> Self {
        Self::Foreign(global::tracer_with_scope(super::scope()))
    }

    fn is_ours(&self) -> bool {
        match self {
            #[cfg(feature = "sdk")]
            Self::Ours(_) => true,
            Self::Foreign(_) => false,
        }
    }
}

/// Lets the instruments of the global meter provider measure.
pub(super) fn with_instruments(now: Instant, measure: impl FnOnce(&Instruments)) {
    Slot::lend(&INSTRUMENTS, now, instruments, |instruments| {
        if instruments.is_heard() {
            measure(instruments);
        }
        true
    });
}

/// The instruments of the global meter provider, made anew when another provider became the global
/// one: an instrument of the no-op provider stays silent for ever.
pub(super) fn instruments() -> Arc<Instruments> {
    static CACHE: RwLock<Option<Cached>> = RwLock::new(None);
    instruments_of(&global::meter_provider(), &CACHE)
}

fn instruments_of(
    provider: &Arc<dyn MeterProvider + Send + Sync>,
    cache: &RwLock<Option<Cached>>,
) -> Arc<Instruments> {
    let known = |cached: &Option<Cached>| {
        let cached = cached.as_ref()?;
        let is_known = ptr::addr_eq(cached.provider.as_ptr(), Arc::as_ptr(provider));
        is_known.then(|| cached.instruments.clone())
    };
    if let Some(known) = known(&cache.read().unwrap_or_else(PoisonError::into_inner)) {
        return known;
    }
    let (meter, is_unheard) = unheard::asking(|| provider.meter_with_scope(super::scope()));
    let instruments = if is_unheard {
        Instruments::unheard(meter)
    } else {
        Instruments::new(meter).bound_if(can_bind(&**provider))
    };
    let instruments = Arc::new(instruments);
    let fresh = Cached {
        provider: Arc::downgrade(provider),
        instruments: instruments.clone(),
    };
    let mut cached = cache.write().unwrap_or_else(PoisonError::into_inner);
    // Another thread may have been faster. With instruments of two, what the ones are bound to first is not seen to be
    // kept by the others.
    if let Some(known) = known(&cached) {
        return known;
    }
    let stale = cached.replace(fresh);
    drop(cached);
    drop(stale);
    instruments
}

/// Instruments and the provider that they belong to. The weak handle keeps the provider's address from
/// standing for another one, and does not keep the provider from shutting down.
struct Cached {
    provider: Weak<dyn MeterProvider + Send + Sync>,
    instruments: Arc<Instruments>,
}

/// Whether nobody was there to listen a moment ago.
pub(super) fn was_silent() -> bool {
    was_seen(&SEEN_SILENT, SILENCE)
}

/// Whether nobody has put a provider of spans or metrics in the place of one of ours, which collects no metrics.
pub(super) fn is_ours() -> bool {
    if was_seen(&SEEN_OURS, OURS) {
        return true;
    }
    let now = Ticks::now();
    let look = || GlobalTracer::look().is_ours() && !instruments().is_heard();
    let is_ours = shielded(look).unwrap_or(false);
    if is_ours {
        let _ = SEEN_OURS.try_with(|seen| seen.set(Some(now)));
    }
    is_ours
}

/// Nobody listens to spans or events, as was seen since a moment. Neither does anybody else, if there is no meter
/// provider: one without any data, as the no-op one of OpenTelemetry, is none.
pub(super) fn note_silence(looked: Instant) -> bool {
    let now = Ticks::now();
    let is_silent = size_of_val(&*global::meter_provider()) == 0;
    // Whoever was interrupted since may not know any more.
    if is_silent && looked.elapsed() < Duration::from_micros(SILENCE) {
        let _ = SEEN_SILENT.try_with(|seen| seen.set(Some(now)));
    }
    is_silent
}

/// Whether a thread has seen something within the last microseconds.
fn was_seen(seen: &'static LocalKey<Cell<Option<Ticks>>>, within: u64) -> bool {
    let seen = seen.try_with(Cell::get).ok().flatten();
    seen.is_some_and(|seen| seen.is_within(within))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, OnceLock, RwLock, Weak};

    use opentelemetry::InstrumentationScope;
    use opentelemetry::metrics::{Meter, MeterProvider, NoopMeterProvider};

    use super::{Cached, instruments_of};

    /// While it makes a meter, somebody else asks for one and is faster.
    struct Slow {
        itself: Weak<Self>,
        cache: Arc<RwLock<Option<Cached>>>,
        was_asked: AtomicBool,
        /// What the other one got.
        given: Arc<OnceLock<u64>>,
    }

    impl MeterProvider for Slow {
        fn meter_with_scope(&self, scope: InstrumentationScope) -> Meter {
            if !self.was_asked.swap(true, Ordering::Relaxed) {
                let itself: Arc<dyn MeterProvider + Send + Sync> = self.itself.upgrade().unwrap();
                let given = instruments_of(&itself, &self.cache).id();
                self.given.set(given).unwrap();
            }
            NoopMeterProvider::new().meter_with_scope(scope)
        }
    }

    #[test]
    fn whoever_is_faster_gives_all_threads_their_instruments() {
        let cache = Arc::new(RwLock::new(None));
        let given = Arc::new(OnceLock::new());
        let provider = Arc::new_cyclic(|itself| Slow {
            itself: itself.clone(),
            cache: cache.clone(),
            was_asked: AtomicBool::new(false),
            given: given.clone(),
        });
        let provider: Arc<dyn MeterProvider + Send + Sync> = provider;
        let found = instruments_of(&provider, &cache);
        assert_eq!(given.get(), Some(&found.id()));
    }
}
