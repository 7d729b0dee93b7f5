//! Operations that are ended by hand.

use std::fmt::{self, Display};

use opentelemetry::Context;

use super::super::call::conclude as end_with;
use super::super::unwind::FailOnUnwind;
use super::super::{End, Ongoing, Outcome, Running};
use super::ends::{conclude, fails};
use super::{BUILT, Classes, Ends, Operation, Reports, Says};
use crate::kind::OperationKind;
use crate::report::UsageReport;
use crate::shield::{attach, current_context, shielded};

/// An operation that has started and is ended by hand; made by [`Operation::start`]. Dropping it before it is ended
/// counts as cancelling it.
///
/// # Examples
///
/// A call that ends in another callback:
///
/// ```
/// # #[cfg(feature = "testing")] {
/// use genai_runtime::{Operation, StartedOperation, Usage, operations, testing};
///
/// type Call = StartedOperation<operations::Reported>;
///
/// struct Listener { call: Option<Call> }
///
/// impl Listener {
///     fn on_request(&mut self, model: &str) {
///         self.call = Some(Operation::llm("openai").model(model).start());
///     }
///
///     fn on_response(&mut self, response: &Result<Usage, String>) {
///         if let Some(call) = self.call.take() {
///             call.finish(response);
///         }
///     }
/// }
///
/// let capture = testing::capture();
/// capture.run(|| {
///     let mut listener = Listener { call: None };
///     listener.on_request("gpt-4o-mini");
///     listener.on_response(&Ok(Usage::new().input(3).output(5)));
/// });
/// assert_eq!(capture.only_span().integer("gen_ai.usage.output_tokens"), Some(5));
/// # }
/// ```
#[must_use = "an operation that is dropped before it is ended was cancelled"]
pub struct StartedOperation<U = super::Unreported, C = super::ByType> {
    operation: Option<Ongoing>,
    /// The context of the operation, or of its parent where it is not observed.
    context: Context,
    usage: U,
    classes: C,
}

impl<K, U, C, S: Says> Operation<K, U, C, S> {
    /// Starts the operation, to be ended by hand.
    pub fn start(self) -> StartedOperation<U, C> {
        let mut running = Running::new(&BUILT);
        let parent = self.facts.origin.parent.clone();
        self.facts.begin(&self.said, running.start());
        let operation = running.finish();
        let context = operation
            .as_ref()
            .map(|operation| operation.span.context.clone());
        StartedOperation {
            operation,
            context: context.or(parent).unwrap_or_else(current_context),
            usage: self.usage,
            classes: self.classes,
        }
    }
}

impl<U, C> StartedOperation<U, C> {
    /// Returns the context to run parts of this operation in.
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// Runs a part of the operation in its context. A panic ends the operation as failed and propagates.
    pub fn run<R>(&mut self, run: impl FnOnce() -> R) -> R {
        let Some(operation) = &mut self.operation else {
            let _attached = attach(&self.context);
            return run();
        };
        let mut guard = FailOnUnwind::new(operation);
        let attached = guard.operation().attach();
        let value = run();
        drop(attached);
        guard.disarm();
        value
    }

    /// Reports what is known of a model's answer so far; a later value replaces an earlier one. A panic in the report
    /// is caught and recorded on the span. Does nothing for operations other than calls to a model.
    pub fn report<T: UsageReport + ?Sized>(&mut self, value: &T) {
        if let Some(operation) = &mut self.operation {
            operation.learn(value);
        }
    }

    /// Ends the operation with a value, which reports outcome and usage.
    pub fn finish<V>(self, value: &V)
    where
        V: Ends<C>,
        U: Reports<V, V::Value>,
    {
        let (usage, classes) = (&self.usage, &self.classes);
        if let Some(operation) = self.operation {
            end_with(operation, value, |value, end| {
                conclude(value, usage, classes, end);
            });
        }
    }

    /// Ends the operation with an error.
    pub fn fail<E: Display>(self, error: &E)
    where
        C: Classes<E>,
    {
        let classes = &self.classes;
        if let Some(operation) = self.operation {
            end_with(operation, error, |error, end| fails(error, classes, end));
        }
    }

    /// Ends the operation as a success, with what has been reported so far.
    pub fn end(self) {
        if let Some(mut operation) = self.operation {
            operation.end_once(&Outcome::Completed);
        }
    }
}

impl<U, C> fmt::Debug for StartedOperation<U, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StartedOperation")
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}

impl super::super::Operation {
    /// Takes a part of the answer while the operation goes on.
    fn learn<T: UsageReport + ?Sized>(&mut self, value: &T) {
        if !matches!(self.kind, OperationKind::Model(_)) {
            return;
        }
        let attached = self.manual_usage.is_some().then(|| self.attach());
        let mut end = End::new(self);
        let report = || match attached {
            Some(_) => super::super::report(value),
            None => end.report(value),
        };
        if shielded(report).is_none() {
            end.report_panicked();
        }
    }
}
