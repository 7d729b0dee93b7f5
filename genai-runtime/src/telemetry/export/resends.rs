//! Retries gRPC requests that no receiver has answered, or that OTLP allows to retry.
//!
//! `opentelemetry-otlp` retries for about a second only, and takes a connection that is reset during a request for a
//! server error. Over HTTP, the client does.

#[cfg(feature = "otlp")]
use opentelemetry_sdk::error::OTelSdkError;
use opentelemetry_sdk::error::OTelSdkResult;

use super::ledger::Ledger;

/// How `opentelemetry-otlp` reports a lost connection. Errors of a server with the code `Unknown` lack "transport
/// error".
#[cfg(feature = "otlp")]
const LOST: &str = "gRPC code: Unknown: transport error";

/// How it reports that there was no connection.
#[cfg(feature = "otlp")]
const UNREACHED: &str = "gRPC code: Unavailable: ";

/// How it reports the codes that OTLP allows to retry. These end the message if a server or a proxy has answered, and are
/// followed by the cause if not.
#[cfg(feature = "otlp")]
const REFUSED: &[&str] = &[
    "gRPC code: Unavailable",
    "gRPC code: Aborted",
    "gRPC code: Cancelled",
    "gRPC code: DeadlineExceeded",
    "gRPC code: OutOfRange",
    "gRPC code: DataLoss",
];

/// The retries of one request.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Resends {
    #[default]
    Never,
    /// Immediately, `at_once` times, if the connection was lost, and after pauses while there is none or the server is
    /// temporarily unavailable.
    #[cfg(feature = "otlp")]
    OverGrpc { at_once: usize },
}

impl Resends {
    #[cfg(feature = "otlp")]
    pub(crate) const OVER_GRPC: Self = Self::OverGrpc { at_once: 2 };

    pub(super) fn are_possible(self) -> bool {
        !matches!(self, Self::Never)
    }

    /// Whether to send a request again after this result; waits for the pause before that.
    #[cfg_attr(
        not(feature = "otlp"),
        expect(
            unused_variables,
            clippy::unused_async,
            reason = "a build without `otlp` has no receivers"
        )
    )]
    pub(super) async fn again(&mut self, result: &OTelSdkResult, ledger: &Ledger) -> bool {
        match self {
            Self::Never => false,
            #[cfg(feature = "otlp")]
            Self::OverGrpc { at_once } => {
                let reason = match result {
                    Err(OTelSdkError::InternalFailure(reason)) => reason.as_str(),
                    _ => "",
                };
                let is_refused = REFUSED.iter().any(|code| reason.ends_with(code));
                if is_refused {
                    ledger.backoff.refused();
                }
                if is_refused || reason.contains(UNREACHED) {
                    return ledger.backoff.pause().await;
                }
                ledger.backoff.reached();
                let is_sent_again = reason.contains(LOST) && *at_once > 0;
                *at_once -= usize::from(is_sent_again);
                is_sent_again
            }
        }
    }
}

#[cfg(test)]
#[cfg(feature = "otlp")]
mod tests {
    use std::time::Instant;

    use super::super::block_on::block_on;
    use super::*;
    use crate::telemetry::diagnostics::Diagnostics;
    use crate::telemetry::signal::Signal;

    #[test]
    fn a_lost_grpc_connection_is_retried_twice() {
        let ledger = Ledger::new(Signal::Traces, "test".to_owned(), 1, Diagnostics::default());
        ledger.backoff.end(Instant::now());
        let failed = |reason: &str| Err(OTelSdkError::InternalFailure(reason.to_owned()));
        let again = |resends: &mut Resends, result: &_| block_on(resends.again(result, &ledger));
        let mut resends = Resends::OVER_GRPC;
        assert!(!again(&mut resends, &Ok(())));
        for reason in [
            "gRPC code: Unknown",
            "gRPC code: Unavailable",
            "gRPC code: Unavailable: transport error",
        ] {
            assert!(!again(&mut resends, &failed(reason)));
        }
        let lost = failed("export failed with gRPC code: Unknown: transport error: reset");
        let resent = [(); 3].map(|()| again(&mut resends, &lost));
        assert_eq!(resent, [true, true, false]);
        assert!(!again(&mut Resends::Never, &lost));
    }
}
