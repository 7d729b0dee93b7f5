//! Attempts at the same thing, which are linked to the first one.
//!
//! Steps and calls that are repeated under one step have an attempt number; the step remembers the span contexts of the
//! first attempts. What it remembers is bounded.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use opentelemetry::trace::SpanContext;

/// How many distinct things a step remembers the attempts of.
const THINGS: usize = 64;
/// How many series of attempts at one thing are remembered: it may be tried for several inputs concurrently.
const SERIES: usize = 8;

/// The attempts beneath a step.
#[derive(Debug, Default)]
pub(super) struct Attempts {
    /// By the key of the thing.
    series: Vec<(String, VecDeque<Series>)>,
    begun: u64,
}

/// Consecutive attempts at one thing.
#[derive(Debug)]
struct Series {
    id: u64,
    first: SpanContext,
    made: u64,
    /// Whether the last attempt has ended without a value.
    has_failed: bool,
}

/// One attempt.
#[derive(Debug)]
pub(crate) struct Attempt {
    number: u64,
    thing: String,
    /// The attempts of the enclosing step; `None` outside of steps.
    around: Option<Arc<Mutex<Attempts>>>,
    /// The id of its series.
    series: Option<u64>,
    first: Option<SpanContext>,
}

impl Attempt {
    /// Begins an attempt with this number, counted from 1; `is_made` is false if it is given up before it starts.
    pub(super) fn begin(
        (number, is_made): (u64, bool),
        thing: String,
        around: Option<Arc<Mutex<Attempts>>>,
    ) -> Self {
        let mut attempt = Self {
            number,
            thing,
            around,
            series: None,
            first: None,
        };
        if number > 1
            && let Some(around) = &attempt.around
            && let Some(series) = lock(around).continued(&attempt.thing, number)
        {
            // An attempt that is given up leaves its number to another one.
            if is_made {
                series.made = number;
                series.has_failed = false;
                attempt.series = Some(series.id);
            }
            attempt.first = Some(series.first.clone());
        }
        attempt
    }

    /// The number, counted from 1.
    pub(crate) fn number(&self) -> u64 {
        self.number
    }

    /// The span of the first attempt, if this is a later one.
    pub(crate) fn first(&self) -> Option<&SpanContext> {
        self.first.as_ref()
    }

    /// Records the span of a first attempt.
    pub(crate) fn started(&mut self, span: &SpanContext) {
        if self.number == 1
            && let Some(around) = &self.around
        {
            self.series = lock(around).open(&self.thing, span);
        }
    }

    /// Ends the attempt.
    pub(crate) fn end(self, has_failed: bool) {
        if let (Some(around), Some(id)) = (&self.around, self.series) {
            let mut attempts = lock(around);
            let series = attempts.at(&self.thing);
            let ended = series
                .into_iter()
                .flatten()
                .find(|series| series.id == id && series.made == self.number);
            if let Some(series) = ended {
                series.has_failed = has_failed;
            }
        }
    }
}

impl Attempts {
    fn at(&mut self, thing: &str) -> Option<&mut VecDeque<Series>> {
        let mut series = self.series.iter_mut();
        let (_, series) = series.find(|(known, _)| known == thing)?;
        Some(series)
    }

    /// The series that an attempt continues: preferably one whose next number this is, then one whose last attempt has
    /// failed, then the latest.
    fn continued(&mut self, thing: &str, number: u64) -> Option<&mut Series> {
        let series = self.at(thing)?.iter_mut();
        let earlier = series.filter(|series| series.made < number);
        earlier.max_by_key(|series| (series.made + 1 == number, series.has_failed, series.id))
    }

    fn open(&mut self, thing: &str, first: &SpanContext) -> Option<u64> {
        let id = self.begun + 1;
        let begun = Series {
            id,
            first: first.clone(),
            made: 1,
            has_failed: false,
        };
        let is_full = self.series.len() >= THINGS;
        match self.at(thing) {
            Some(series) => {
                if series.len() >= SERIES {
                    series.pop_front();
                }
                series.push_back(begun);
            }
            None if is_full => return None,
            None => self
                .series
                .push((thing.to_owned(), VecDeque::from([begun]))),
        }
        self.begun = id;
        Some(id)
    }
}

fn lock(attempts: &Mutex<Attempts>) -> MutexGuard<'_, Attempts> {
    attempts.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use opentelemetry::trace::{SpanContext, SpanId, TraceFlags, TraceId, TraceState};

    use super::{Attempt, Attempts, SERIES, THINGS};

    struct Step(Arc<Mutex<Attempts>>);

    impl Step {
        fn new() -> Self {
            Self(Arc::default())
        }

        fn begin(&self, thing: &str, number: u64, span: u64) -> Attempt {
            let mut attempt =
                Attempt::begin((number, true), thing.to_owned(), Some(self.0.clone()));
            attempt.started(&SpanContext::new(
                TraceId::from(1),
                SpanId::from(span),
                TraceFlags::SAMPLED,
                false,
                TraceState::NONE,
            ));
            attempt
        }

        /// Makes an attempt that ends at once; returns the span of the first.
        fn make(&self, thing: &str, number: u64, span: u64, has_failed: bool) -> Option<u64> {
            let attempt = self.begin(thing, number, span);
            let first = first(&attempt);
            attempt.end(has_failed);
            first
        }
    }

    fn first(attempt: &Attempt) -> Option<u64> {
        let first = attempt.first()?.span_id();
        Some(u64::from_be_bytes(first.to_bytes()))
    }

    #[test]
    fn all_later_attempts_belong_to_the_first() {
        let step = Step::new();
        assert_eq!(step.make("a", 1, 10, true), None);
        assert_eq!(step.make("b", 1, 20, true), None);
        assert_eq!(step.make("a", 2, 11, true), Some(10));
        assert_eq!(step.make("a", 3, 12, false), Some(10));
        assert_eq!(step.make("b", 2, 21, false), Some(20));
        assert_eq!(step.make("c", 2, 31, false), None);
    }

    #[test]
    fn a_new_first_attempt_starts_a_new_series() {
        let step = Step::new();
        step.make("a", 1, 10, true);
        step.make("a", 2, 11, true);
        step.make("a", 1, 20, true);
        assert_eq!(step.make("a", 2, 21, false), Some(20));
    }

    #[test]
    fn later_attempts_prefer_the_failed_one_of_several_first_attempts() {
        let step = Step::new();
        let fails = step.begin("a", 1, 10);
        let succeeds = step.begin("a", 1, 20);
        fails.end(true);
        succeeds.end(false);
        assert_eq!(step.make("a", 2, 11, true), Some(10));
        // The other one succeeded, but with an insufficient value.
        assert_eq!(step.make("a", 2, 21, true), Some(20));
        assert_eq!(step.make("a", 3, 22, true), Some(20));
        assert_eq!(step.make("a", 3, 12, true), Some(10));
    }

    #[test]
    fn an_endless_chain_is_bounded() {
        let step = Step::new();
        for round in 0..1_000 {
            step.make(&format!("thing {round}"), 1, round + 1, true);
            step.make("thing 0", 1, round + 1, true);
        }
        let mut attempts = step.0.lock().unwrap();
        assert_eq!(attempts.series.len(), THINGS);
        assert_eq!(attempts.at("thing 0").unwrap().len(), SERIES);
    }
}
