//! The account of one exporter for one signal: what it was given, what it delivered, what it lost.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::cutoff::Cutoff;
use crate::telemetry::diagnostics::Diagnostics;
use crate::telemetry::error::ExportFailure;
use crate::telemetry::signal::Signal;

/// A failing exporter is mentioned at most this often.
const NOTICE_INTERVAL: Duration = Duration::from_secs(60);

/// How many different reasons one report names.
const REASONS: usize = 3;

/// Counts items on their way through one exporter; one export runs at a time.
#[derive(Debug)]
pub(crate) struct Ledger {
    signal: Signal,
    exporter: String,
    diagnostics: Diagnostics,
    /// Ends the running export when the time of a shutdown is over.
    pub(crate) cutoff: Cutoff,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    accepted: usize,
    in_flight: usize,
    exported: usize,
    failed: usize,
    unreported: usize,
    reasons: Vec<String>,
    transport_error: Option<String>,
    closing: bool,
    closed: bool,
    next_notice: Option<Instant>,
}

impl State {
    fn settled(&self) -> usize {
        self.exported + self.failed
    }

    /// Items that have neither arrived nor failed yet.
    fn pending(&self) -> usize {
        self.accepted
            .saturating_sub(self.settled())
            .max(self.in_flight)
    }

    fn fail(&mut self, items: usize, reason: &str) {
        self.failed += items;
        self.unreported += items;
        if self.reasons.len() < REASONS && !self.reasons.iter().any(|known| known == reason) {
            self.reasons.push(reason.to_owned());
        }
    }
}

impl Ledger {
    pub(crate) fn new(signal: Signal, exporter: String, diagnostics: Diagnostics) -> Self {
        Self {
            signal,
            exporter,
            diagnostics,
            cutoff: Cutoff::default(),
            state: Mutex::default(),
            changed: Condvar::new(),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// An item was handed to the queue in front of the exporter.
    pub(crate) fn accept(&self) {
        self.state().accepted += 1;
    }

    /// How many items were handed over so far.
    pub(crate) fn accepted(&self) -> usize {
        self.state().accepted
    }

    /// An export of `items` starts.
    pub(crate) fn begin(&self, items: usize) {
        self.state().in_flight = items;
    }

    /// The running export of `items` ended.
    pub(crate) fn finish(&self, items: usize, result: &Result<(), String>) {
        let mut state = self.state();
        state.in_flight = 0;
        let Err(reason) = result else {
            state.exported += items;
            return;
        };
        state.fail(items, reason);
        let now = Instant::now();
        if state.closing || state.next_notice.is_some_and(|next| now < next) {
            return;
        }
        let so_far = if state.next_notice.is_some() {
            " so far"
        } else {
            ""
        };
        state.next_notice = Some(now + NOTICE_INTERVAL);
        let failed = state.failed;
        drop(state);
        let (signal, exporter) = (self.signal, &self.exporter);
        self.diagnostics.notice(&format!(
            "{failed} {}{so_far} not exported to {exporter}: {reason}",
            signal.items(failed)
        ));
    }

    /// What the transport beneath the exporter last said; the exporter itself hides it.
    #[cfg(feature = "otlp")]
    pub(crate) fn set_transport_error(&self, error: Option<String>) {
        self.state().transport_error = error;
    }

    pub(crate) fn take_transport_error(&self) -> Option<String> {
        self.state().transport_error.take()
    }

    /// From now on failures are reported by the shutdown alone.
    pub(crate) fn closing(&self) {
        self.state().closing = true;
    }

    /// The exporter was shut down after its last export.
    pub(crate) fn close(&self) {
        self.state().closed = true;
        self.changed.notify_all();
    }

    /// Waits until the exporter was shut down, at most until `deadline`.
    pub(crate) fn wait_closed(&self, deadline: Instant) -> bool {
        let left = deadline.saturating_duration_since(Instant::now());
        let (state, _) = self
            .changed
            .wait_timeout_while(self.state(), left, |state| !state.closed)
            .unwrap_or_else(PoisonError::into_inner);
        state.closed
    }

    /// Counts as lost what a completed flush of the first `accepted` items did not bring to the exporter.
    pub(crate) fn settle(&self, accepted: usize) {
        let mut state = self.state();
        let lost = accepted.saturating_sub(state.settled());
        if lost > 0 {
            state.fail(lost, "the queue was full");
        }
    }

    /// What failed since the last report, with what is still on its way because of `unfinished`.
    pub(crate) fn report(&self, unfinished: Option<&str>) -> Option<ExportFailure> {
        let mut state = self.state();
        let mut items = std::mem::take(&mut state.unreported);
        let mut reasons = std::mem::take(&mut state.reasons);
        if let (Some(unfinished), pending @ 1..) = (unfinished, state.pending()) {
            items += pending;
            if !reasons.iter().any(|known| known == unfinished) {
                reasons.push(unfinished.to_owned());
            }
        }
        (items > 0).then(|| self.failure(items, reasons.join("; ")))
    }

    /// A failure to finish that is no matter of single items.
    pub(crate) fn failure(&self, items: usize, reason: String) -> ExportFailure {
        ExportFailure {
            signal: self.signal,
            exporter: self.exporter.clone(),
            items,
            reason,
        }
    }
}
