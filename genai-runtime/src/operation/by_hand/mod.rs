//! Operations that are built by hand, where no attribute macro can be used.
//!
//! They run through the same adapters as those of the macros, so they start and end by the same rules, exactly once.
//! Callers state what macros infer from types by autoref specialization, which a method cannot do.

mod beneath;
mod content;
mod ends;
mod facts;
mod kinds;
mod outcome;
mod parameters;
mod run;
mod said;
mod sealed;
mod started;
mod stream;
mod subject;

use std::marker::PhantomData;

pub use ends::{
    ByFunction, ByType, Classes, Ends, Infallible, Reported, ReportedBy, Reports, Unreported,
};
use facts::Facts;
pub use kinds::{
    Agent, Memory, MemoryOperation, Model, ModelOperation, Plan, RemoteAgent, Retrieval, Step,
    Tool, Workflow,
};
pub use outcome::{Output, OutputBy, RecordsBy, ResultBy, ToolResult};
pub use said::{Arguments, Definitions, Input, Instructions, Query, RequestOf, Says, With};
pub use started::StartedOperation;
pub use stream::OperationStream;

use crate::attributes::{AttributeList, wanted};
use crate::callsite::Callsite;
use crate::content::CaptureChoice;
use crate::propagation::Contexts;
use crate::report::value::Integer;
use crate::shield::shielded;

/// Stands in until [`Facts::begin`] sets the callsite of the operation.
static BUILT: Callsite = Callsite::step("operation").with_parent();

/// An operation that is built by hand, for code that cannot carry an attribute: closures, middleware and other people's
/// traits.
///
/// It emits the same span, metrics and events as a function under [`llm_span`](macro@crate::llm_span) or
/// [`chain_step`](macro@crate::chain_step), and ends exactly once: returned, failed, panicked or dropped.
/// Names may be computed at run time. [`run`](Self::run) and [`run_async`](Self::run_async) run a closure or a future,
/// [`run_stream`](Self::run_stream) and [`run_async_stream`](Self::run_async_stream) follow a stream to its end,
/// and [`start`](Self::start) returns an operation that is ended by hand.
///
/// The returned value is a `Result` or an `Option`, unless the operation is [`infallible`](Self::infallible).
/// `error.type` is the name of the error's type, unless [`error_type`](Self::error_type) sets it. If the error
/// implements [`ErrorReport`](crate::ErrorReport), add `.error_type(ErrorReport::error_type)`: a method cannot find
/// that out by itself. The answer of a model reports its usage through [`UsageReport`](trait@crate::UsageReport),
/// unless [`usage`](Self::usage), [`manual_usage`](Self::manual_usage) or [`no_usage`](Self::no_usage) is called; steps
/// report no usage.
///
/// Arguments of `input`, `request`, `arguments`, `query`, `output`, `result`, `documents`, `records` and the like are
/// stored as given, by reference or by value, and evaluated only if the span is recording. The model of a `request` is
/// read earlier, since samplers see it. Content is copied or converted only where it is captured.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "testing")] {
/// use genai_runtime::{Operation, Usage, testing};
///
/// async fn post(prompt: &str) -> Result<Usage, std::io::Error> {
///     Ok(Usage::new().input(prompt.len() as u64).output(1))
/// }
///
/// async fn complete(model: &str, prompt: &str) -> Result<Usage, std::io::Error> {
///     let call = Operation::llm("openai").model(model).temperature(0.2);
///     call.endpoint("https://api.openai.com/v1").run_async(post(prompt)).await
/// }
///
/// let capture = testing::capture();
/// futures::executor::block_on(capture.run_async(complete("gpt-4o-mini", "hello"))).unwrap();
/// let span = capture.span("chat gpt-4o-mini");
/// assert_eq!(span.number("gen_ai.request.temperature"), Some(0.2));
/// assert_eq!(span.integer("gen_ai.usage.input_tokens"), Some(5));
/// testing::assert_conformant(&capture);
/// # }
/// ```
#[derive(Debug)]
#[must_use = "an operation does not start by itself; run it, or `start` it"]
pub struct Operation<K = Step, U = Unreported, C = ByType, S = ()> {
    facts: Facts,
    usage: U,
    classes: C,
    said: S,
    kind: PhantomData<K>,
}

impl<K, U, C, S> Operation<K, U, C, S> {
    /// Sets the parent context. Default: the current one.
    pub fn parent(mut self, context: &opentelemetry::Context) -> Self {
        self.facts.origin.parent = Some(context.clone());
        self
    }

    /// Sets the number of this attempt, counted from 1 (`chain.attempt`). Later attempts are linked to the first one
    /// under the same step. Operations of one name are attempts at the same thing, and so are operations without a
    /// name, such as calls to a model, that are built at one place in the source. `None` sets nothing; a number below 1
    /// is left out, which the diagnostics of `Telemetry` report once.
    pub fn attempt(mut self, number: impl Integer) -> Self {
        self.facts.origin.number(&self.facts.callsite, &number);
        self
    }

    /// Links the span to those of further contexts that caused the operation, such as the jobs of a batch.
    pub fn links(mut self, contexts: &(impl Contexts + ?Sized)) -> Self {
        self.facts.origin.link(contexts);
        self
    }

    /// Sets whether the content of this operation is captured, and where it is exported; `None` leaves that to the
    /// configuration of the process.
    pub fn content(mut self, capture: impl CaptureChoice) -> Self {
        self.facts.origin.capture = capture.choice();
        self
    }

    /// Adds attributes of your own, checked at compile time. Pass a closure around [`attributes!`](crate::attributes):
    /// the macro alone gives an empty list outside of a recording span. The closure is called at once; a panic in it is
    /// caught and recorded on the span. A value that the framework sets under the same key takes precedence.
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_runtime::{Operation, attributes};
    ///
    /// let step = Operation::step("rank").attributes(|| attributes! { "app.strategy" = "length" });
    /// assert_eq!(step.run(|| Some(7)), Some(7));
    /// ```
    pub fn attributes(mut self, attributes: impl FnOnce() -> AttributeList) -> Self {
        match shielded(|| wanted(attributes)) {
            Some(own) => self.facts.own.push(own),
            None => self.facts.has_panicked = true,
        }
        self
    }

    /// Sets a function that classifies an error for `error.type`, which must have low cardinality.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::io;
    ///
    /// use genai_runtime::Operation;
    ///
    /// let step = Operation::step("read").error_type(|error: &io::Error| error.kind().to_string());
    /// step.run(|| std::fs::read("handbook.txt")).ok();
    /// ```
    pub fn error_type<F>(self, class: F) -> Operation<K, U, ByFunction<F>, S> {
        self.classified(ByFunction(class))
    }

    /// Counts every returned value as a success, even `Err` and `None`. That includes a future that a closure returns
    /// to [`run`](Self::run), which is not polled within the operation; use [`run_async`](Self::run_async) instead.
    pub fn infallible(self) -> Operation<K, U, Infallible, S> {
        self.classified(Infallible)
    }

    fn classified<D>(self, classes: D) -> Operation<K, U, D, S> {
        Operation {
            facts: self.facts,
            usage: self.usage,
            classes,
            said: self.said,
            kind: PhantomData,
        }
    }

    fn reported<V>(self, usage: V) -> Operation<K, V, C, S> {
        Operation {
            facts: self.facts,
            usage,
            classes: self.classes,
            said: self.said,
            kind: PhantomData,
        }
    }

    fn saying<T>(self, said: T) -> Operation<K, U, C, With<S, T>> {
        Operation {
            facts: self.facts,
            usage: self.usage,
            classes: self.classes,
            said: With::new(self.said, said),
            kind: PhantomData,
        }
    }
}
