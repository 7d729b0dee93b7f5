//! The progress of a stream.

use std::time::{Duration, Instant};

use super::Outcome;
use crate::signals::{ChunkMeter, Failure, Pace};
use crate::ticks::Ticks;

/// The progress of a stream.
#[derive(Debug, Default)]
pub(super) struct Progress {
    state: State,
    /// Items other than errors.
    chunks: u64,
    /// Since the start of the operation.
    time_to_first_chunk: Option<Duration>,
    first_chunk: Option<(Instant, Ticks)>,
    last_chunk: Option<Arrival>,
    /// The first error among the items.
    failure: Option<Failure>,
    meter: Option<ChunkMeter>,
    /// Whether the time between chunks is not measured.
    is_unmeasured: bool,
}

/// When a chunk arrived.
#[derive(Debug, Clone, Copy)]
pub(super) enum Arrival {
    /// The first one, by clock and counter, read together before the chunk is inspected.
    First(Instant, Ticks),
    At(Instant),
    /// If the time between chunks is not measured: a cheap reading between those of the first chunk and of the end.
    Between(Ticks),
}

/// The result of the last poll.
#[derive(Debug, Default)]
enum State {
    #[default]
    Unpolled,
    Pending,
    Item,
}

impl Progress {
    pub(super) fn wait(&mut self) {
        self.state = State::Pending;
    }

    /// The arrival of an item now.
    #[inline]
    pub(super) fn arrival(&self) -> Arrival {
        if self.first_chunk.is_none() {
            Arrival::First(Instant::now(), Ticks::now())
        } else if self.is_unmeasured {
            Arrival::Between(Ticks::now())
        } else {
            Arrival::At(Instant::now())
        }
    }

    /// Records a chunk; returns the time since the one before, if there was one and that time is measured.
    #[inline]
    pub(super) fn chunk(&mut self, arrived: Arrival, started: Instant) -> Option<Duration> {
        self.state = State::Item;
        self.chunks += 1;
        let before = self.last_chunk.replace(arrived);
        let arrived = match arrived {
            Arrival::First(arrived, ticks) => {
                self.first_chunk = Some((arrived, ticks));
                self.time_to_first_chunk = Some(arrived.saturating_duration_since(started));
                return None;
            }
            Arrival::At(arrived) => arrived,
            Arrival::Between(_) => return None,
        };
        match before {
            Some(Arrival::First(before, _) | Arrival::At(before)) => {
                Some(arrived.saturating_duration_since(before))
            }
            Some(Arrival::Between(_)) | None => None,
        }
    }

    /// Whether the meter is that of this model.
    pub(super) fn is_measured_of(&self, model: Option<&str>) -> bool {
        self.meter.as_ref().is_some_and(|meter| meter.is_of(model))
    }

    /// Sets the meter; with `None`, the time between chunks is not measured from now on.
    pub(super) fn measure_with(&mut self, meter: Option<ChunkMeter>) {
        self.is_unmeasured = meter.is_none();
        self.meter = meter;
    }

    /// Measures the time between two chunks.
    pub(super) fn measure(&self, gap: Duration) {
        if let Some(meter) = &self.meter {
            meter.record(gap);
        }
    }

    /// Records an item that is an error. The stream may go on.
    pub(super) fn fail(&mut self, failure: Failure) {
        self.state = State::Item;
        self.failure.get_or_insert(failure);
    }

    /// The pace until now.
    pub(super) fn pace(&self) -> Pace {
        Pace {
            chunks: self.chunks,
            time_to_first_chunk: self.time_to_first_chunk,
            last_chunk_age: self.last_chunk_age(),
        }
    }

    fn last_chunk_age(&self) -> Option<Duration> {
        match (self.last_chunk?, self.first_chunk?) {
            (Arrival::First(last, _) | Arrival::At(last), _) => Some(last.elapsed()),
            (Arrival::Between(last), (first, began)) => {
                Some(last.before(first.elapsed(), began, Ticks::now()))
            }
        }
    }

    /// The outcome of a stream that reached its end.
    pub(super) fn exhausted(&mut self) -> Outcome {
        match self.failure.take() {
            Some(failure) => Outcome::Failed(failure),
            None => Outcome::Completed,
        }
    }

    /// The outcome of a stream that its consumer dropped.
    pub(super) fn given_up(&mut self) -> Outcome {
        if let Some(failure) = self.failure.take() {
            return Outcome::Failed(failure);
        }
        match self.state {
            State::Unpolled => Outcome::Unpolled,
            State::Item if self.chunks > 0 => Outcome::Truncated,
            State::Pending | State::Item => Outcome::Cancelled,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::Progress;

    fn pass(time: Duration) {
        let began = Instant::now();
        while began.elapsed() < time {
            std::hint::spin_loop();
        }
    }

    #[test]
    fn inspecting_the_first_chunk_does_not_age_the_last_one() {
        let some_time = Duration::from_millis(20);
        let mut progress = Progress::default();
        let started = Instant::now();
        let first = progress.arrival();
        // The code that says what is in it takes its time.
        pass(some_time);
        assert!(progress.chunk(first, started).is_none());
        progress.measure_with(None);
        let since = Instant::now();
        let last = progress.arrival();
        assert!(progress.chunk(last, started).is_none());
        pass(some_time);
        let age = progress.pace().last_chunk_age;
        assert!(
            age.is_some_and(|age| age < since.elapsed().mul_f64(1.2)),
            "{age:?}"
        );
    }
}
