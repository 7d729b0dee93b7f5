//! Sends again what a lost connection may have cost.
//!
//! `opentelemetry-otlp` does so for most reasons, but takes a gRPC connection that is reset while it is used for a server
//! that does not know what is wrong.

use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};

/// How `opentelemetry-otlp` says it. Servers that do not know what is wrong are quoted without a transport.
const LOST: &str = "gRPC code: Unknown: transport error";

/// How often one request may be sent again.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Resends(usize);

impl Resends {
    /// Twice, within the time of the export.
    #[cfg(feature = "otlp")]
    pub(crate) const TWICE: Self = Self(2);

    pub(super) fn are_left(self) -> bool {
        self.0 > 0
    }

    /// Whether a request is to be sent again because of what came of it.
    pub(super) fn take(&mut self, result: &OTelSdkResult) -> bool {
        let is_lost =
            matches!(result, Err(OTelSdkError::InternalFailure(reason)) if reason.contains(LOST));
        let is_sent_again = is_lost && self.are_left();
        self.0 -= usize::from(is_sent_again);
        is_sent_again
    }
}

#[cfg(test)]
#[cfg(feature = "otlp")]
mod tests {
    use super::*;

    #[test]
    fn only_lost_connections_count() {
        let failed = |reason: &str| Err(OTelSdkError::InternalFailure(reason.to_owned()));
        let mut resends = Resends::TWICE;
        assert!(!resends.take(&Ok(())));
        assert!(!resends.take(&failed("gRPC code: Unknown")));
        assert!(!resends.take(&failed("gRPC code: Unavailable: transport error")));
        let lost = failed("export failed with gRPC code: Unknown: transport error: reset");
        assert_eq!([(); 3].map(|()| resends.take(&lost)), [true, true, false]);
    }
}
