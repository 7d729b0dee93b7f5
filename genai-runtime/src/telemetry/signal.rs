//! The three signals, and a value for each of them.

use std::fmt;

/// One of OpenTelemetry's signals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Signal {
    /// Spans.
    Traces,
    /// Metric data points.
    Metrics,
    /// Log records, which carry the GenAI events.
    Logs,
}

impl Signal {
    pub(crate) const ALL: [Self; 3] = [Self::Traces, Self::Metrics, Self::Logs];

    /// What `count` items of this signal are called.
    pub(crate) fn items(self, count: usize) -> &'static str {
        match (self, count) {
            (Self::Traces, 1) => "span",
            (Self::Traces, _) => "spans",
            (Self::Metrics, 1) => "metric data point",
            (Self::Metrics, _) => "metric data points",
            (Self::Logs, 1) => "log record",
            (Self::Logs, _) => "log records",
        }
    }
}

impl fmt::Display for Signal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Traces => "traces",
            Self::Metrics => "metrics",
            Self::Logs => "logs",
        })
    }
}

/// One value per signal.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct PerSignal<T> {
    pub(crate) traces: T,
    pub(crate) metrics: T,
    pub(crate) logs: T,
}

impl<T> PerSignal<T> {
    pub(crate) fn from_fn(mut value: impl FnMut(Signal) -> T) -> Self {
        Self {
            traces: value(Signal::Traces),
            metrics: value(Signal::Metrics),
            logs: value(Signal::Logs),
        }
    }

    pub(crate) fn of(&self, signal: Signal) -> &T {
        match signal {
            Signal::Traces => &self.traces,
            Signal::Metrics => &self.metrics,
            Signal::Logs => &self.logs,
        }
    }

    pub(crate) fn of_mut(&mut self, signal: Signal) -> &mut T {
        match signal {
            Signal::Traces => &mut self.traces,
            Signal::Metrics => &mut self.metrics,
            Signal::Logs => &mut self.logs,
        }
    }
}
