//! Runs one export: on our runtime, within its time limit, with panics caught and results counted.

use std::any::Any;
use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use opentelemetry_sdk::error::{OTelSdkError, OTelSdkResult};
use pin_project_lite::pin_project;

use super::driver::{Driver, Ground};
use super::ledger::{Ledger, TOO_LATE};
use super::resends::Resends;
use crate::shield::discard;

/// Watches over the exports of one exporter.
#[derive(Clone, Debug)]
pub(crate) struct Supervisor {
    ledger: Arc<Ledger>,
    driver: Driver,
    resends: Resends,
}

impl Supervisor {
    pub(crate) fn new(ledger: Arc<Ledger>, driver: Driver) -> Self {
        Self {
            ledger,
            driver,
            resends: Resends::default(),
        }
    }

    /// Sets the retries of every request.
    #[cfg(feature = "otlp")]
    pub(crate) fn resending(self, resends: Resends) -> Self {
        Self { resends, ..self }
    }

    /// The retries of the next request.
    pub(super) fn resends(&self) -> Resends {
        self.resends
    }

    pub(crate) fn ledger(&self) -> &Arc<Ledger> {
        &self.ledger
    }

    /// Runs an export of `items`, some of the `taken` ones that have left the queue.
    pub(crate) async fn run<F>(&self, items: usize, taken: usize, export: F) -> OTelSdkResult
    where
        F: Future<Output = OTelSdkResult> + Send,
    {
        self.ledger.begin(taken);
        self.ledger.backoff.begin(self.driver.time());
        // Acquired before the cutoff is checked, since the cutoff fires before the runtime ends.
        let ground = self.driver.ground();
        let result = match (self.cut_off(), &ground) {
            (None, Some(ground)) => {
                let supervised = Supervised {
                    export: self.driver.limit(export),
                    ground,
                    supervisor: self,
                };
                supervised.await
            }
            (reason, _) => Err(reason.unwrap_or_else(|| TOO_LATE.to_owned())),
        };
        self.ledger.finish(items, &result);
        result.map_err(OTelSdkError::InternalFailure)
    }

    /// Why no export may begin any more: after a shutdown that timed out, our runtime ends.
    pub(crate) fn cut_off(&self) -> Option<String> {
        self.ledger.cutoff.reason().filter(|_| self.driver.waits())
    }

    /// Calls a blocking function of the exporter.
    pub(crate) fn call(&self, function: impl FnOnce() -> OTelSdkResult) -> OTelSdkResult {
        let ground = self.driver.ground();
        let _runtime = ground.as_ref().map(Ground::enter);
        catch_unwind(AssertUnwindSafe(function))
            .unwrap_or_else(|panic| Err(OTelSdkError::InternalFailure(describe_panic(panic))))
    }

    fn reason(&self, error: OTelSdkError) -> String {
        match error {
            OTelSdkError::InternalFailure(reason) => {
                self.ledger.take_transport_error().unwrap_or(reason)
            }
            OTelSdkError::Timeout(limit) => {
                self.with_transport_error(format!("no answer within {limit:?}"))
            }
            OTelSdkError::AlreadyShutdown => "the exporter is shut down".to_owned(),
        }
    }

    fn with_transport_error(&self, reason: String) -> String {
        match self.ledger.take_transport_error() {
            Some(transport) => format!("{reason}, last: {transport}"),
            None => reason,
        }
    }
}

pin_project! {
    struct Supervised<'a, F> {
        #[pin]
        export: F,
        ground: &'a Ground,
        supervisor: &'a Supervisor,
    }
}

impl<F: Future<Output = OTelSdkResult>> Future for Supervised<'_, F> {
    type Output = Result<(), String>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let supervisor = *this.supervisor;
        let _runtime = this.ground.enter();
        let export = this.export;
        match catch_unwind(AssertUnwindSafe(|| export.poll(context))) {
            Ok(Poll::Ready(Ok(()))) => Poll::Ready(Ok(())),
            Ok(Poll::Ready(Err(error))) => Poll::Ready(Err(supervisor.reason(error))),
            Err(panic) => Poll::Ready(Err(describe_panic(panic))),
            Ok(Poll::Pending) => match supervisor.ledger.cutoff.poll_reason(context) {
                Some(reason) => Poll::Ready(Err(supervisor.with_transport_error(reason))),
                None => Poll::Pending,
            },
        }
    }
}

/// The text of a panic, if it has one.
pub(crate) fn panic_message(panic: &(dyn Any + Send)) -> Option<&str> {
    panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
}

fn describe_panic(panic: Box<dyn Any + Send>) -> String {
    let description = match panic_message(&*panic) {
        Some(message) => format!("the exporter panicked: {message}"),
        None => "the exporter panicked".to_owned(),
    };
    discard(panic);
    description
}
