//! The queues that receive the spans of one installation.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use opentelemetry_sdk::trace::SpanLimits;

use super::own_span::OwnSpan;
use super::spans::QueuedSpans;
use crate::signals::SpanEndData;
use crate::telemetry::diagnostics::Diagnostics;

/// The warning about a span that ends after the shutdown.
const LATE: &str = "a span ended after telemetry was shut down and is not exported: wait for tasks and streams, or drop \
                    their runtime, before the guard";

/// The queues that receive the spans of one installation, and the limits of each span.
#[derive(Debug)]
pub(crate) struct Destinations {
    limits: SpanLimits,
    queues: Vec<QueuedSpans>,
    is_shut_down: Arc<AtomicBool>,
    diagnostics: Diagnostics,
}

impl Destinations {
    /// `is_shut_down` is shared with the processors of the provider, which set it.
    pub(crate) fn new(
        limits: SpanLimits,
        queues: Vec<QueuedSpans>,
        is_shut_down: Arc<AtomicBool>,
        diagnostics: Diagnostics,
    ) -> Self {
        Self {
            limits,
            queues,
            is_shut_down,
            diagnostics,
        }
    }

    pub(crate) fn limits(&self) -> &SpanLimits {
        &self.limits
    }

    /// Accepts no more spans.
    pub(crate) fn shut_down(&self) {
        self.is_shut_down.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_shut_down(&self) -> bool {
        self.is_shut_down.load(Ordering::Relaxed)
    }

    /// Whether a span that ends now is accepted; warns if it is too late.
    pub(super) fn takes_span(&self) -> bool {
        let is_late = self.is_shut_down();
        if is_late && !self.queues.is_empty() {
            self.diagnostics.warn(LATE);
        }
        !is_late
    }

    /// Queues an ended span for every exporter.
    pub(super) fn pass_on(&self, span: &mut OwnSpan, mut last: SpanEndData<'_>) {
        if let Some((queue, others)) = self.queues.split_last() {
            for queue in others {
                last.with_copy(|last| queue.push_own(&mut span.clone(), last));
            }
            queue.push_own(span, last);
        }
        span.clear();
    }
}

/// Truncates a list; returns how many items were dropped.
pub(crate) fn truncate<T>(list: &mut Vec<T>, most: u32) -> u32 {
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let dropped = list.len().saturating_sub(most);
    list.truncate(most);
    u32::try_from(dropped).unwrap_or(u32::MAX)
}
