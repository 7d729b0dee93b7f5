//! How far a stream has come.

use std::time::{Duration, Instant};

use super::Outcome;
use crate::signals::{ChunkMeter, Failure, Pace};
use crate::ticks::Ticks;

/// What is known of a stream while it goes on.
#[derive(Debug, Default)]
pub(super) struct Progress {
    state: State,
    /// Items that are no errors.
    chunks: u64,
    /// From the start of the operation.
    time_to_first_chunk: Option<Duration>,
    first_chunk: Option<(Instant, Ticks)>,
    last_chunk: Option<Arrival>,
    /// The first error among its items.
    failure: Option<Failure>,
    meter: Option<ChunkMeter>,
    /// Whether nobody collects the times between chunks.
    is_unheard: bool,
}

/// When a chunk came.
#[derive(Debug, Clone, Copy)]
pub(super) enum Arrival {
    /// The first one, by the clock and by the counter at the same moment: the code that inspects it comes after that.
    First(Instant, Ticks),
    At(Instant),
    /// Where nobody wants to know the time between chunks: between the first one and the end, which the clock tells.
    Between(Ticks),
}

/// What the last poll said.
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

    /// An item has come, now.
    #[inline]
    pub(super) fn arrival(&self) -> Arrival {
        if self.first_chunk.is_none() {
            Arrival::First(Instant::now(), Ticks::now())
        } else if self.is_unheard {
            Arrival::Between(Ticks::now())
        } else {
            Arrival::At(Instant::now())
        }
    }

    /// Notes a chunk; returns the time since the chunk before, if there was one and somebody wants to know.
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

    /// Whether the time between chunks is measured as that of this model.
    pub(super) fn is_measured_of(&self, model: Option<&str>) -> bool {
        self.meter.as_ref().is_some_and(|meter| meter.is_of(model))
    }

    /// Measures with this from now on; with none, nobody collects it.
    pub(super) fn measure_with(&mut self, meter: Option<ChunkMeter>) {
        self.is_unheard = meter.is_none();
        self.meter = meter;
    }

    /// Measures the time between two chunks.
    pub(super) fn measure(&self, gap: Duration) {
        if let Some(meter) = &self.meter {
            meter.record(gap);
        }
    }

    /// Notes an item that is an error. The stream may go on.
    pub(super) fn fail(&mut self, failure: Failure) {
        self.state = State::Item;
        self.failure.get_or_insert(failure);
    }

    /// How far it has come until now.
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

    /// The outcome where the stream came to its end.
    pub(super) fn exhausted(&mut self) -> Outcome {
        match self.failure.take() {
            Some(failure) => Outcome::Failed(failure),
            None => Outcome::Completed,
        }
    }

    /// The outcome where its consumer dropped it.
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
    fn inspecting_the_first_chunk_makes_the_last_one_no_older() {
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
