//! The bar of a span: where it lies on the time axis of its trace, and how long it is.

use std::time::{Duration, SystemTime};

use super::summary::SpanSummary;

/// The time from the first start to the last end of the spans that are printed together. Clocks that
/// disagree can put a child outside of its parent, so the root alone is not enough.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    start: SystemTime,
    length: Duration,
}

/// A bar in columns: blank, filled, blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bar {
    pub(super) before: usize,
    pub(super) filled: usize,
    pub(super) after: usize,
    /// The span is shorter than half a column.
    pub(super) is_thin: bool,
}

impl Axis {
    pub(super) fn of(spans: &[SpanSummary]) -> Self {
        let start = spans.iter().map(|span| span.start).min();
        let end = spans.iter().map(|span| span.end).max();
        let start = start.unwrap_or(SystemTime::UNIX_EPOCH);
        Self {
            start,
            length: end
                .and_then(|end| end.duration_since(start).ok())
                .unwrap_or_default(),
        }
    }

    /// Wall time of everything that is printed.
    pub(super) fn length(self) -> Duration {
        self.length
    }

    /// Places a span on `columns`; every span gets a column, however short it is.
    pub(super) fn bar(self, span: &SpanSummary, columns: usize) -> Bar {
        let begin = self.column(span.start, columns);
        let end = self.column(span.end, columns);
        let before = begin.min(columns.saturating_sub(1));
        let filled = end.saturating_sub(before).max(1);
        Bar {
            before,
            filled,
            after: columns.saturating_sub(before + filled),
            is_thin: end <= begin,
        }
    }

    /// The border between columns that is nearest to a time.
    fn column(self, time: SystemTime, columns: usize) -> usize {
        let length = self.length.as_nanos();
        if length == 0 {
            return 0;
        }
        let offset = time.duration_since(self.start).unwrap_or_default();
        let column = (offset.as_nanos() * columns as u128 + length / 2) / length;
        usize::try_from(column).unwrap_or(columns).min(columns)
    }
}
