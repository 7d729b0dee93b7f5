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
        if self.is_unheard && self.first_chunk.is_some() {
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
        let Arrival::At(arrived) = arrived else {
            return None;
        };
        if self.first_chunk.is_none() {
            self.first_chunk = Some((arrived, Ticks::now()));
            self.time_to_first_chunk = Some(arrived.duration_since(started));
        }
        match before {
            Some(Arrival::At(before)) => Some(arrived.duration_since(before)),
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
            (Arrival::At(last), _) => Some(last.elapsed()),
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
