//! Stands in for the stores of captured content if the feature `content` is off.

use std::time::Instant;

use super::error::ExportError;
use super::settings::Settings;

/// No stores.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stores(());

impl Stores {
    pub(crate) fn of(_settings: &Settings) -> Self {
        Self(())
    }

    pub(crate) const fn exist(&self) -> bool {
        let () = self.0;
        false
    }

    pub(crate) const fn flush(&self, _deadline: Instant) {
        let () = self.0;
    }

    pub(crate) fn settle(
        &self,
        exported: Result<(), ExportError>,
        _deadline: Instant,
    ) -> Result<(), ExportError> {
        let () = self.0;
        exported
    }
}
