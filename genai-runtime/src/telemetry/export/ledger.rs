//! Counts the items of one exporter for one signal: accepted, exported and lost.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::advice::Advice;
use super::backoff::{Backoff, Hurry};
use super::cutoff::Cutoff;
use super::ledger_state::{LedgerState, QUEUE_FULL};
use crate::telemetry::diagnostics::Diagnostics;
use crate::telemetry::error::ExportFailure;
use crate::telemetry::escape::limited;
use crate::telemetry::signal::Signal;

/// A failing exporter is reported at most this often.
const NOTICE_INTERVAL: Duration = Duration::from_secs(60);

/// Characters of a reason that are kept: some come from a server.
const REASON: usize = 400;

/// The reason of items that are lost because they came after the last export.
pub(super) const TOO_LATE: &str = "recorded during the shutdown";

/// Counts items on their way through one exporter; one export runs at a time.
#[derive(Debug)]
pub(crate) struct Ledger {
    signal: Signal,
    exporter: String,
    /// How many items may be queued, if the queue leaves that to the ledger.
    queue_size: usize,
    prints: bool,
    diagnostics: Diagnostics,
    /// Aborts the running export when a shutdown times out.
    pub(crate) cutoff: Cutoff,
    /// Limits the retries of the running export.
    pub(crate) backoff: Backoff,
    /// Not under the lock: our own queue accepts items under a lock of its own.
    accepted: AtomicU64,
    state: Mutex<LedgerState>,
    changed: Condvar,
}

impl Ledger {
    pub(crate) fn new(
        signal: Signal,
        exporter: String,
        queue_size: usize,
        diagnostics: Diagnostics,
    ) -> Self {
        Self {
            signal,
            exporter,
            queue_size,
            prints: false,
            diagnostics,
            cutoff: Cutoff::default(),
            backoff: Backoff::default(),
            accepted: AtomicU64::default(),
            state: Mutex::default(),
            changed: Condvar::new(),
        }
    }

    /// Adds hints to reasons.
    #[cfg(feature = "otlp")]
    pub(crate) fn advising(self, advice: Advice) -> Self {
        self.state().advice = advice;
        self
    }

    /// The ledger of a console exporter.
    #[cfg(feature = "console")]
    pub(crate) fn console(signal: Signal, queue_size: usize, diagnostics: Diagnostics) -> Self {
        Self {
            prints: true,
            ..Self::new(signal, "console".to_owned(), queue_size, diagnostics)
        }
    }

    /// Whether the exporter prints, so that its flushes must be ordered.
    pub(crate) fn prints(&self) -> bool {
        self.prints
    }

    fn state(&self) -> MutexGuard<'_, LedgerState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether an item may be handed to the SDK's queue in front of the exporter; it counts as lost if not.
    ///
    /// The SDK does not report what its queue refuses. Since the ledger admits no more than the queue holds, that never
    /// refuses any.
    pub(crate) fn admit(&self) -> bool {
        let mut state = self.state();
        let pending = state.pending(self.accepted());
        if pending.saturating_sub(state.in_flight) < self.queue_size as u64 {
            self.accept();
            return true;
        }
        state.refuse(QUEUE_FULL);
        false
    }

    /// Counts an item that a queue with bounds of its own has accepted.
    pub(super) fn accept(&self) {
        self.accepted.fetch_add(1, Ordering::AcqRel);
    }

    /// Counts an item that such a queue has refused.
    pub(super) fn refuse(&self, reason: &str) {
        self.state().refuse(reason);
    }

    /// How many items were accepted so far.
    pub(crate) fn accepted(&self) -> u64 {
        self.accepted.load(Ordering::Acquire)
    }

    /// How many items were lost so far.
    pub(crate) fn failed(&self) -> u64 {
        self.state().failed
    }

    /// An export starts, after `taken` items have left the queue for it or for those that follow at once.
    pub(crate) fn begin(&self, taken: usize) {
        let mut state = self.state();
        state.in_flight = taken as u64;
        self.report_failing(state, None);
    }

    /// The running export of `items` has ended.
    pub(crate) fn finish(&self, items: usize, result: &Result<(), String>) {
        let mut state = self.state();
        state.in_flight = 0;
        state.settled += items as u64;
        state.turns += 1;
        if result.is_ok() {
            // Once an export has succeeded, the configuration is right and hints would mislead.
            state.advice = Advice::default();
        }
        let rejected = state.rejected.take();
        let failure = match (result, rejected) {
            (Ok(()), None) => None,
            (Ok(()), Some((rejected, reason))) => Some((items.min(rejected), reason)),
            (Err(reason), _) => Some((items, reason.clone())),
        };
        let failure = failure.map(|(items, reason)| (items, limited(&reason, REASON)));
        if let Some((items, reason)) = &failure {
            state.fail(*items as u64, reason);
        }
        self.changed.notify_all();
        self.report_failing(state, failure.as_ref().map(|(_, reason)| reason.as_str()));
    }

    /// Reports a failed export and refused items as a diagnostic. Called by exporting threads only, never by recording
    /// ones.
    fn report_failing(&self, mut state: MutexGuard<'_, LedgerState>, failure: Option<&str>) {
        let full = state.overflowed.then_some(QUEUE_FULL);
        let reasons: Vec<_> = failure.into_iter().chain(full).collect();
        let now = Instant::now();
        let is_too_early = state.next_notice.is_some_and(|next| now < next);
        if reasons.is_empty() || state.closing || is_too_early {
            return;
        }
        let so_far = if state.next_notice.is_some() {
            " so far"
        } else {
            ""
        };
        state.next_notice = Some(now + NOTICE_INTERVAL);
        state.overflowed = false;
        let failed = state.failed;
        let reasons = state.advice.after(reasons.join("; "));
        drop(state);
        let (signal, exporter) = (self.signal, &self.exporter);
        self.diagnostics.notice(&format!(
            "{failed} {}{so_far} not exported to {exporter}: {reasons}",
            signal.items(usize::try_from(failed).unwrap_or(usize::MAX)),
        ));
    }

    /// Sets the last error of the transport, which the exporter hides.
    #[cfg(feature = "otlp")]
    pub(crate) fn set_transport_error(&self, error: Option<String>) {
        self.state().transport_error = error;
    }

    /// Sets how many items the receiver rejected of an export that succeeded (partial success), and why.
    #[cfg(feature = "otlp")]
    pub(crate) fn set_rejected(&self, rejected: Option<(usize, String)>) {
        let reason = |(items, why)| (items, format!("rejected by the receiver: {why}"));
        self.state().rejected = rejected.map(reason);
    }

    pub(crate) fn take_transport_error(&self) -> Option<String> {
        self.state().transport_error.take()
    }

    /// A shutdown begins, which waits until `deadline`. From now on it alone reports failures.
    pub(crate) fn closing(&self, deadline: Instant) {
        self.state().closing = true;
        self.backoff.end(deadline);
    }

    /// A flush waits until `deadline`, or until the returned value is dropped.
    pub(super) fn hurry(&self, deadline: Instant) -> Hurry<'_> {
        self.backoff.hurry(deadline)
    }

    /// The exporter was shut down after its last export.
    pub(crate) fn close(&self) {
        self.state().closed = true;
        self.changed.notify_all();
    }

    /// Nothing more is exported, for a reason that does not concern single items.
    pub(crate) fn give_up(&self, reason: String) {
        self.state().given_up = Some(reason);
    }

    /// Waits until the exporter was shut down, at most until `deadline`.
    pub(crate) fn wait_closed(&self, deadline: Instant) -> bool {
        self.wait(Some(deadline), |state| state.closed)
    }

    /// Waits until the first `items`, in export order, are exported or lost, or the exporter was shut down; without a
    /// `deadline` for as long as that takes.
    pub(crate) fn wait_settled(&self, items: u64, deadline: Option<Instant>) -> bool {
        self.wait(deadline, |state| state.settled >= items || state.closed)
    }

    /// A number that changes with every export.
    pub(crate) fn turn(&self) -> u64 {
        self.state().turns
    }

    /// Ends the turn without an export.
    pub(crate) fn pass(&self) {
        self.state().turns += 1;
        self.changed.notify_all();
    }

    /// Waits until `turn` is over, or the exporter was shut down, at most until `deadline`.
    pub(crate) fn wait_turn(&self, turn: u64, deadline: Instant) -> bool {
        self.wait(Some(deadline), |state| state.turns != turn || state.closed)
    }

    fn wait(&self, deadline: Option<Instant>, is_over: impl Fn(&LedgerState) -> bool) -> bool {
        let goes_on = |state: &mut LedgerState| !is_over(state);
        let state = match deadline {
            Some(deadline) => {
                let left = deadline.saturating_duration_since(Instant::now());
                self.changed
                    .wait_timeout_while(self.state(), left, goes_on)
                    .unwrap_or_else(PoisonError::into_inner)
                    .0
            }
            None => self
                .changed
                .wait_while(self.state(), goes_on)
                .unwrap_or_else(PoisonError::into_inner),
        };
        is_over(&state)
    }

    /// Counts items as lost that were recorded too late for the last export of a shutdown.
    pub(crate) fn settle(&self) {
        let mut state = self.state();
        let late = self.accepted().saturating_sub(state.settled);
        if late > 0 {
            state.settled += late;
            state.fail(late, TOO_LATE);
        }
    }

    /// The failures since the last report; with `unfinished`, pending items count as failed for that reason.
    pub(crate) fn report(&self, unfinished: Option<&str>) -> Option<ExportFailure> {
        let mut state = self.state();
        let mut items = std::mem::take(&mut state.unreported);
        let mut reasons = std::mem::take(&mut state.reasons);
        let given_up = state.given_up.take();
        let is_over = given_up.is_some();
        reasons.extend(given_up);
        if let (Some(unfinished), pending @ 1..) = (unfinished, state.pending(self.accepted())) {
            items += pending;
            if !reasons.iter().any(|known| known == unfinished) {
                reasons.push(unfinished.to_owned());
            }
        }
        let items = usize::try_from(items).unwrap_or(usize::MAX);
        let reasons = state.advice.after(reasons.join("; "));
        (items > 0 || is_over).then(|| self.failure(items, reasons))
    }

    /// A failure of this exporter.
    pub(crate) fn failure(&self, items: usize, reason: String) -> ExportFailure {
        ExportFailure {
            signal: self.signal,
            exporter: self.exporter.clone(),
            items,
            reason,
        }
    }
}
