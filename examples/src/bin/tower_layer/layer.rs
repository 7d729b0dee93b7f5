//! A layer that turns every call of a service into an operation.

use std::task::{Context, Poll};

use futures::FutureExt;
use futures::future::BoxFuture;
use genai_runtime::Operation;
use genai_runtime::operations::{Ends, Reports};
use tower::{Layer, Service};

/// Wraps a service so that its calls are operations; `describe` makes the operation of a request.
#[derive(Debug, Clone)]
pub(crate) struct OperationLayer<F> {
    describe: F,
}

impl<F> OperationLayer<F> {
    pub(crate) fn new(describe: F) -> Self {
        Self { describe }
    }
}

impl<S, F: Clone> Layer<S> for OperationLayer<F> {
    type Service = Operated<S, F>;

    fn layer(&self, inner: S) -> Self::Service {
        Operated {
            inner,
            describe: self.describe.clone(),
        }
    }
}

/// A service whose calls are operations.
#[derive(Debug, Clone)]
pub(crate) struct Operated<S, F> {
    inner: S,
    describe: F,
}

impl<R, S, F, K, U, C> Service<R> for Operated<S, F>
where
    S: Service<R, Future: Send + 'static>,
    F: Fn(&R) -> Operation<K, U, C>,
    Result<S::Response, S::Error>: Ends<C, Value = S::Response>,
    U: Reports<Result<S::Response, S::Error>, S::Response> + Send + 'static,
    C: Send + 'static,
    K: 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = BoxFuture<'static, Result<S::Response, S::Error>>;

    fn poll_ready(&mut self, task: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(task)
    }

    /// The operation starts when the future is first polled, and so does not cover what the service does in `call`
    /// itself.
    fn call(&mut self, request: R) -> Self::Future {
        let operation = (self.describe)(&request);
        operation.run_async(self.inner.call(request)).boxed()
    }
}
