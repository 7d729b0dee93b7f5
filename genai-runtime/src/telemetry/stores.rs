//! Waits for the stores of captured content, after exporters have rendered theirs.

use std::time::Instant;

use super::error::{ContentFailure, ExportError};
use super::settings::Settings;
use crate::content::{StoreQueue, process};

/// The store of the builder, besides the one of the process.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stores(Option<StoreQueue>);

impl Stores {
    pub(crate) fn of(settings: &Settings) -> Self {
        Self(settings.content_store.clone())
    }

    /// Whether there is a store.
    pub(crate) fn exist(&self) -> bool {
        self.all().next().is_some()
    }

    /// Waits until everything is stored, at most until `deadline`.
    pub(crate) fn flush(&self, deadline: Instant) {
        for store in self.all() {
            store.flush(deadline.saturating_duration_since(Instant::now()));
        }
    }

    /// Waits until everything is stored, and adds what was not to the result of an export.
    pub(crate) fn settle(
        &self,
        exported: Result<(), ExportError>,
        deadline: Instant,
    ) -> Result<(), ExportError> {
        let (mut waiting, mut dropped) = (0, 0);
        for store in self.all() {
            if !store.flush(deadline.saturating_duration_since(Instant::now())) {
                waiting += store.pending();
            }
            dropped += store.take_unreported();
        }
        let reasons = [(dropped, "dropped"), (waiting, "still on their way")];
        let reasons = reasons.into_iter().filter(|(parts, _)| *parts > 0);
        let reasons: Vec<_> = reasons.map(|(parts, it)| format!("{parts} {it}")).collect();
        let failure = (!reasons.is_empty()).then(|| ContentFailure {
            parts: waiting + dropped,
            reason: reasons.join("; "),
        });
        ExportError::with_content(exported, failure)
    }
    fn all(&self) -> impl Iterator<Item = StoreQueue> {
        let of_process = process::policy().store.clone();
        let of_process = of_process.filter(|store| !self.0.iter().any(|it| it.is(store)));
        self.0.clone().into_iter().chain(of_process)
    }
}
