//! Buffers spans by trace until all their ancestors have arrived.
//!
//! Nothing is lost: when the buffer is full, it hands out the oldest trace.

use std::collections::{HashMap, HashSet, VecDeque};

use opentelemetry::trace::{SpanId, TraceId};

use super::summary::SpanSummary;

/// The capacity of the buffer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) traces: usize,
    pub(super) spans: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            traces: 1_000,
            spans: 50_000,
        }
    }
}

/// Spans of one trace that are to be printed now.
#[derive(Debug)]
pub(super) struct Printout {
    pub(super) trace_id: TraceId,
    pub(super) spans: Vec<SpanSummary>,
    /// Other spans of this trace were printed before.
    pub(super) is_continued: bool,
}

/// Buffered spans, and the ids of those that were printed.
#[derive(Debug, Default)]
pub(super) struct Buffer {
    limits: Limits,
    waiting: HashMap<TraceId, Vec<SpanSummary>>,
    waiting_order: VecDeque<TraceId>,
    waiting_spans: usize,
    printed: HashMap<TraceId, HashSet<SpanId>>,
    printed_order: VecDeque<TraceId>,
    printed_spans: usize,
}

impl Buffer {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            limits,
            ..Self::default()
        }
    }

    /// Takes in finished spans and hands out those that are complete up to their local root.
    pub(super) fn add(&mut self, spans: impl IntoIterator<Item = SpanSummary>) -> Vec<Printout> {
        // Only an anchored span can complete others, so without one there is nothing to look for.
        let mut anchored: Vec<TraceId> = Vec::new();
        for mut span in spans {
            span.is_anchored |= self.is_printed(span.trace_id, span.parent_id);
            if span.is_anchored && !anchored.contains(&span.trace_id) {
                anchored.push(span.trace_id);
            }
            self.wait(span);
        }
        let mut printouts: Vec<_> = anchored
            .into_iter()
            .filter_map(|trace_id| self.take_complete(trace_id))
            .collect();
        while self.is_over_limits() {
            match self.take_oldest() {
                Some(printout) => printouts.push(printout),
                None => break,
            }
        }
        printouts
    }

    /// Hands out everything, oldest trace first.
    pub(super) fn drain(&mut self) -> Vec<Printout> {
        std::iter::from_fn(|| self.take_oldest()).collect()
    }

    fn is_printed(&self, trace_id: TraceId, id: Option<SpanId>) -> bool {
        id.zip(self.printed.get(&trace_id))
            .is_some_and(|(id, printed)| printed.contains(&id))
    }

    fn is_over_limits(&self) -> bool {
        self.waiting.len() > self.limits.traces || self.waiting_spans > self.limits.spans
    }

    fn wait(&mut self, span: SpanSummary) {
        self.waiting_spans += 1;
        let trace_id = span.trace_id;
        let spans = self.waiting.entry(trace_id).or_default();
        if spans.is_empty() {
            self.waiting_order.push_back(trace_id);
        }
        spans.push(span);
    }

    fn take_oldest(&mut self) -> Option<Printout> {
        let trace_id = self.waiting_order.pop_front()?;
        let spans = self.waiting.remove(&trace_id)?;
        Some(self.printout(trace_id, spans))
    }

    fn take_complete(&mut self, trace_id: TraceId) -> Option<Printout> {
        let spans = self.waiting.remove(&trace_id)?;
        let complete_ids = reachable(&spans);
        let (complete, rest): (Vec<_>, Vec<_>) = spans
            .into_iter()
            .partition(|span| span.is_anchored || complete_ids.contains(&span.id));
        if rest.is_empty() {
            self.waiting_order.retain(|waiting| *waiting != trace_id);
        } else {
            self.waiting.insert(trace_id, rest);
        }
        (!complete.is_empty()).then(|| self.printout(trace_id, complete))
    }

    fn printout(&mut self, trace_id: TraceId, spans: Vec<SpanSummary>) -> Printout {
        self.waiting_spans -= spans.len();
        let is_continued = self.remember(trace_id, &spans);
        Printout {
            trace_id,
            spans,
            is_continued,
        }
    }

    /// Keeps the ids of printed spans for their late children; returns whether the trace has some already.
    fn remember(&mut self, trace_id: TraceId, spans: &[SpanSummary]) -> bool {
        let is_known = self.printed.contains_key(&trace_id);
        if !is_known {
            self.printed_order.push_back(trace_id);
        }
        let ids = self.printed.entry(trace_id).or_default();
        let before = ids.len();
        ids.extend(spans.iter().map(|span| span.id));
        self.printed_spans += ids.len() - before;
        while self.printed.len() > self.limits.traces || self.printed_spans > self.limits.spans {
            let Some(ids) = self
                .printed_order
                .pop_front()
                .and_then(|oldest| self.printed.remove(&oldest))
            else {
                break;
            };
            self.printed_spans -= ids.len();
        }
        is_known
    }
}

/// The spans that have an anchored span above them, or are one.
fn reachable(spans: &[SpanSummary]) -> HashSet<SpanId> {
    let mut children: HashMap<SpanId, Vec<SpanId>> = HashMap::new();
    for span in spans {
        if let Some(parent_id) = span.parent_id {
            children.entry(parent_id).or_default().push(span.id);
        }
    }
    let mut reached = HashSet::new();
    let mut next: Vec<SpanId> = spans
        .iter()
        .filter(|span| span.is_anchored)
        .map(|span| span.id)
        .collect();
    while let Some(id) = next.pop() {
        if reached.insert(id) {
            next.extend(children.get(&id).into_iter().flatten());
        }
    }
    reached
}
