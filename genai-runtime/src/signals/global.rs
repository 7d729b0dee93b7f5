//! The global providers, looked up for every operation but cached for microseconds.
//!
//! A host may install providers at any time, and OpenTelemetry does not notify anyone. A look-up takes several atomic
//! operations on shared memory, and for a tracer two allocations. So each thread caches the result for a moment
//! ([`found`](super::found)), also that there is no provider or only our own. A change is noticed that much later,
//! which is less than it takes to build a provider.

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
use super::no_metrics;
use super::opening::{Opening, Route, SpanState, StartedSpan};
use super::recorder::can_bind;
use crate::shield::shielded;
use crate::ticks::Ticks;

/// How long a thread caches that there are no providers, in microseconds.
const SILENCE: u64 = 5;

/// How long a thread caches that the global providers are our own, in microseconds.
const OURS: u64 = 20;

thread_local! {
    static TRACER: Slot<GlobalTracer> = const { Slot::new() };
    static INSTRUMENTS: Slot<Arc<Instruments>> = const { Slot::new() };
    /// When this thread last found no providers.
    static SEEN_SILENT: Cell<Option<Ticks>> = const { Cell::new(None) };
    /// When this thread last found all global providers to be those of our installation.
    static SEEN_OURS: Cell<Option<Ticks>> = const { Cell::new(None) };
}

/// Starts a span with the global tracer; `opening` depends on the route of the span.
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
        // A no-op tracer, or one whose provider was shut down, is not cached: the next call looks again.
        started.state != SpanState::Absent
    });
}

/// The tracer of the global provider.
enum GlobalTracer {
    /// That of our own installation.
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

/// Lends the instruments of the global meter provider, if anything collects their measurements.
pub(super) fn with_instruments(now: Instant, measure: impl FnOnce(&Instruments)) {
    Slot::lend(&INSTRUMENTS, now, instruments, |instruments| {
        if instruments.are_collected() {
            measure(instruments);
        }
        true
    });
}

/// The instruments of the global meter provider. They are rebuilt when that is replaced: an instrument keeps recording
/// to the provider that made it.
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
    let (meter, is_uncollected) = no_metrics::detect(|| provider.meter_with_scope(super::scope()));
    let instruments = if is_uncollected {
        Instruments::uncollected(meter)
    } else {
        Instruments::new(meter).bound_if(can_bind(&**provider))
    };
    let instruments = Arc::new(instruments);
    let fresh = Cached {
        provider: Arc::downgrade(provider),
        instruments: instruments.clone(),
    };
    let mut cached = cache.write().unwrap_or_else(PoisonError::into_inner);
    // Another thread may have been faster. Two sets of instruments would each see the other's bindings as not kept.
    if let Some(known) = known(&cached) {
        return known;
    }
    let stale = cached.replace(fresh);
    drop(cached);
    drop(stale);
    instruments
}

/// Instruments and their provider. The weak reference keeps the provider's address from being reused, and does not keep
/// the provider alive.
struct Cached {
    provider: Weak<dyn MeterProvider + Send + Sync>,
    instruments: Arc<Instruments>,
}

/// Whether this thread found no providers a moment ago.
pub(super) fn was_silent() -> bool {
    was_seen(&SEEN_SILENT, SILENCE)
}

/// Whether the global providers are still those of our installation, and collect no metrics.
pub(super) fn is_ours() -> bool {
    if was_seen(&SEEN_OURS, OURS) {
        return true;
    }
    let now = Ticks::now();
    let look = || GlobalTracer::look().is_ours() && !instruments().are_collected();
    let is_ours = shielded(look).unwrap_or(false);
    if is_ours {
        let _ = SEEN_OURS.try_with(|seen| seen.set(Some(now)));
    }
    is_ours
}

/// Notes and returns whether there is no meter provider either, after `looked`, when there was none for spans or
/// events. A zero-sized provider is OpenTelemetry's no-op one.
pub(super) fn note_silence(looked: Instant) -> bool {
    let now = Ticks::now();
    let is_silent = size_of_val(&*global::meter_provider()) == 0;
    // If this thread was preempted since `looked`, providers may have been installed.
    if is_silent && looked.elapsed() < Duration::from_micros(SILENCE) {
        let _ = SEEN_SILENT.try_with(|seen| seen.set(Some(now)));
    }
    is_silent
}

/// Whether `seen` is at most `within` microseconds old.
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

    /// While it makes a meter, another thread asks for one and is faster.
    struct Slow {
        itself: Weak<Self>,
        cache: Arc<RwLock<Option<Cached>>>,
        was_asked: AtomicBool,
        /// The faster thread's instruments.
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
    fn the_fastest_thread_provides_the_instruments_of_all() {
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
