//! The metric series of one meter provider, shared by all threads.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hash};
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::series::Series;

/// Series cached per provider. The SDK cannot free the aggregation of a bound instrument, so the cache is bounded.
const MOST: usize = 512;

/// The series of one provider that were made under the current redaction policy; older ones are dropped.
#[derive(Debug, Default)]
pub(super) struct AllSeries {
    hasher: RandomState,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    policy: u64,
    /// By the hash of the [`SeriesKey`](super::series::SeriesKey).
    series: HashMap<u64, Vec<Arc<Series>>>,
    count: usize,
}

/// Evicted series. They are dropped outside of the lock, because their destructors may be third-party code.
type Stale = HashMap<u64, Vec<Arc<Series>>>;

impl Kept {
    /// Evicts all series if this policy is newer than theirs.
    fn renew(&mut self, policy: u64) -> Stale {
        if policy <= self.policy {
            return Stale::new();
        }
        self.policy = policy;
        self.count = 0;
        mem::take(&mut self.series)
    }

    fn find(&self, hash: u64, is_it: impl Fn(&Series) -> bool) -> Option<Arc<Series>> {
        let mut alike = self.series.get(&hash)?.iter();
        alike.find(|series| is_it(series)).cloned()
    }
}

impl AllSeries {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The series of this key, which `is_it` recognizes. A missing one is made outside of the lock, because redactors
    /// are the user's code.
    pub(super) fn find_or_make(
        &self,
        key: &impl Hash,
        is_it: impl Fn(&Series) -> bool,
        make: impl FnOnce() -> Series,
    ) -> Arc<Series> {
        let hash = self.hasher.hash_one(key);
        let known = self.kept().find(hash, &is_it);
        if let Some(known) = known {
            return known;
        }
        let series = Arc::new(make());
        let mut kept = self.kept();
        let stale = kept.renew(series.policy);
        let known = kept.find(hash, is_it);
        if known.is_none() && kept.policy == series.policy && kept.count < MOST {
            kept.count += 1;
            let alike = kept.series.entry(hash).or_default();
            alike.push(series.clone());
        }
        drop(kept);
        drop(stale);
        known.unwrap_or(series)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use opentelemetry::Context;
    use opentelemetry::metrics::{MeterProvider, NoopMeterProvider};

    use super::super::instruments::Instruments;
    use super::super::series::SeriesKey;
    use super::super::{Conventions, Identity, scope};
    use super::{AllSeries, MOST, Series};

    struct Bench {
        all: AllSeries,
        instruments: Instruments,
    }

    impl Bench {
        fn new() -> Self {
            let meter = NoopMeterProvider::new().meter_with_scope(scope());
            Self {
                all: AllSeries::default(),
                instruments: Instruments::new(meter),
            }
        }

        /// The series of a model under a policy.
        fn found(&self, model: &str, policy: u64) -> Arc<Series> {
            let is_it =
                |series: &Series| series.is_of_model(Some(model)) && series.policy == policy;
            let key = SeriesKey {
                operation: "chat",
                identity: &Identity::default(),
                response_model: Some(model),
                conventions: Conventions::V1_41,
            };
            let make = || {
                let mut series = key.series(&self.instruments, &Context::new());
                series.policy = policy;
                series
            };
            self.all.find_or_make(&key, is_it, make)
        }
    }

    #[test]
    fn each_series_is_made_once() {
        let bench = Bench::new();
        let models: Vec<_> = (0..MOST).map(|number| format!("model-{number}")).collect();
        let made: Vec<_> = models.iter().map(|model| bench.found(model, 1)).collect();
        for (model, made) in models.iter().zip(&made) {
            assert!(Arc::ptr_eq(&bench.found(model, 1), made));
        }
        let beyond = bench.found("beyond", 1);
        assert!(!Arc::ptr_eq(&bench.found("beyond", 1), &beyond));
    }

    #[test]
    fn series_of_an_older_policy_are_removed() {
        let bench = Bench::new();
        let old: Vec<_> = (0..MOST)
            .map(|number| bench.found(&format!("model-{number}"), 1))
            .collect();
        let new = bench.found("model-0", 2);
        assert!(Arc::ptr_eq(&bench.found("model-0", 2), &new));
        assert!(old.iter().all(|series| Arc::strong_count(series) == 1));
        // A thread that has not loaded the newer policy yet.
        let late = bench.found("model-1", 1);
        assert_eq!(Arc::strong_count(&late), 1);
        assert!(Arc::ptr_eq(&bench.found("model-0", 2), &new));
    }
}
