//! What the future of an export needs around it: timers and sockets, and an upper limit of time.
//!
//! The SDK polls exports on plain threads, where tokio's sockets and timers would panic.

use std::future::Future;

use opentelemetry_sdk::error::OTelSdkResult;

#[cfg(not(feature = "otlp"))]
pub(crate) use plain::Driver;
#[cfg(feature = "otlp")]
pub(crate) use tokio_driver::Driver;

#[cfg(feature = "otlp")]
mod tokio_driver {
    use std::time::Duration;

    use opentelemetry_sdk::error::OTelSdkError;
    use tokio::runtime::{EnterGuard, Handle};

    use super::{Future, OTelSdkResult};

    /// Polls exports inside our runtime, if there is one, and ends them after a time.
    #[derive(Clone, Debug, Default)]
    pub(crate) struct Driver {
        runtime: Option<(Handle, Duration)>,
    }

    impl Driver {
        pub(crate) fn new(runtime: Handle, limit: Duration) -> Self {
            Self {
                runtime: Some((runtime, limit)),
            }
        }

        /// Whether exports wait for anything, and thus need the runtime.
        pub(crate) fn waits(&self) -> bool {
            self.runtime.is_some()
        }

        pub(crate) fn enter(&self) -> Option<EnterGuard<'_>> {
            self.runtime.as_ref().map(|(handle, _)| handle.enter())
        }

        pub(crate) async fn limit<F>(&self, export: F) -> OTelSdkResult
        where
            F: Future<Output = OTelSdkResult> + Send,
        {
            let Some((_, limit)) = &self.runtime else {
                return export.await;
            };
            match tokio::time::timeout(*limit, export).await {
                Ok(result) => result,
                Err(_) => Err(OTelSdkError::Timeout(*limit)),
            }
        }
    }
}

#[cfg(not(feature = "otlp"))]
mod plain {
    use super::{Future, OTelSdkResult};

    /// Exports of this build neither open sockets nor wait.
    #[derive(Clone, Debug, Default)]
    pub(crate) struct Driver(Entered);

    /// Stands for a runtime that was entered.
    #[derive(Clone, Copy, Debug, Default)]
    pub(crate) struct Entered(());

    impl Driver {
        #[expect(clippy::unused_self, reason = "same shape as with the feature `otlp`")]
        pub(crate) fn waits(&self) -> bool {
            false
        }

        pub(crate) fn enter(&self) -> Entered {
            self.0
        }

        #[expect(clippy::unused_self, reason = "same shape as with the feature `otlp`")]
        pub(crate) fn limit<F>(&self, export: F) -> F
        where
            F: Future<Output = OTelSdkResult> + Send,
        {
            export
        }
    }
}
