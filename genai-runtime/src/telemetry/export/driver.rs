//! Gives exports a tokio runtime and a time limit.
//!
//! The SDK polls exports on plain threads, where tokio's sockets and timers would panic.

use std::future::Future;

use opentelemetry_sdk::error::OTelSdkResult;

#[cfg(not(feature = "otlp"))]
pub(crate) use plain::{Driver, Ground};
#[cfg(feature = "otlp")]
pub(crate) use tokio_driver::{Driver, Ground};

#[cfg(feature = "otlp")]
mod tokio_driver {
    use std::future::poll_fn;
    use std::pin::pin;
    use std::sync::{Arc, Weak};
    use std::task::Poll;
    use std::time::Duration;

    use opentelemetry_sdk::error::OTelSdkError;
    use tokio::runtime::{EnterGuard, Handle};
    use tokio::time::sleep;

    use super::{Future, OTelSdkResult};
    use crate::background::BackgroundRuntime;

    /// Polls exports inside our runtime, if there is one, and ends them after a time.
    #[derive(Clone, Debug, Default)]
    pub(crate) struct Driver {
        runtime: Option<(Weak<BackgroundRuntime>, Duration)>,
    }

    /// Keeps our runtime alive during an export.
    #[derive(Debug)]
    pub(crate) struct Ground(Option<Arc<BackgroundRuntime>>);

    impl Ground {
        pub(crate) fn enter(&self) -> Option<EnterGuard<'_>> {
            let runtime = self.0.as_deref();
            runtime
                .and_then(BackgroundRuntime::handle)
                .map(Handle::enter)
        }
    }

    impl Driver {
        /// Holds the runtime weakly; only a running export keeps it alive.
        pub(crate) fn new(runtime: &Arc<BackgroundRuntime>, limit: Duration) -> Self {
            Self {
                runtime: Some((Arc::downgrade(runtime), limit)),
            }
        }

        /// Whether exports need the runtime.
        pub(crate) fn waits(&self) -> bool {
            self.runtime.is_some()
        }

        /// The runtime to export on, unless it has ended.
        pub(crate) fn ground(&self) -> Option<Ground> {
            match &self.runtime {
                Some((runtime, _)) => runtime.upgrade().map(|runtime| Ground(Some(runtime))),
                None => Some(Ground(None)),
            }
        }

        /// The time limit of an export, if there is one.
        pub(crate) fn time(&self) -> Option<Duration> {
            self.runtime.as_ref().map(|(_, limit)| *limit)
        }

        pub(crate) async fn limit<F>(&self, export: F) -> OTelSdkResult
        where
            F: Future<Output = OTelSdkResult> + Send,
        {
            let limit = self.time();
            let mut export = pin!(export);
            let mut over = pin!(limit.map(sleep));
            // The only place that polls the export: each one adds a copy of the exporter's code.
            poll_fn(|context| {
                if let Poll::Ready(result) = export.as_mut().poll(context) {
                    return Poll::Ready(result);
                }
                match (over.as_mut().as_pin_mut(), limit) {
                    (Some(over), Some(limit)) => over
                        .poll(context)
                        .map(|()| Err(OTelSdkError::Timeout(limit))),
                    _ => Poll::Pending,
                }
            })
            .await
        }
    }
}

#[cfg(not(feature = "otlp"))]
mod plain {
    use std::time::Duration;

    use super::{Future, OTelSdkResult};

    /// Without `otlp`, exports neither open sockets nor wait.
    #[derive(Clone, Debug, Default)]
    pub(crate) struct Driver(Ground);

    /// Stands in for a runtime.
    #[derive(Clone, Copy, Debug, Default)]
    pub(crate) struct Ground(());

    impl Ground {
        #[expect(
            clippy::trivially_copy_pass_by_ref,
            reason = "same shape as with the feature `otlp`"
        )]
        pub(crate) fn enter(&self) -> Self {
            *self
        }
    }

    impl Driver {
        #[expect(clippy::unused_self, reason = "same shape as with the feature `otlp`")]
        pub(crate) fn waits(&self) -> bool {
            false
        }

        #[expect(
            clippy::unnecessary_wraps,
            reason = "same shape as with the feature `otlp`"
        )]
        pub(crate) fn ground(&self) -> Option<Ground> {
            Some(self.0)
        }

        #[expect(clippy::unused_self, reason = "same shape as with the feature `otlp`")]
        pub(crate) fn time(&self) -> Option<Duration> {
            None
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
