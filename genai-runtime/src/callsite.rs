//! What the macro knew at compile time: one static per annotated function.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::kind::OperationKind;
use crate::notice::notice;

/// An annotated function, or an operation that is built by hand.
#[derive(Debug)]
pub struct Callsite {
    pub(crate) kind: OperationKind,
    /// Name of the function or step.
    pub(crate) name: &'static str,
    /// The provider and the requested model, where the annotation names them.
    pub(crate) provider: Option<&'static str>,
    pub(crate) model: Option<&'static str>,
    /// Whether usage is reported from inside the body.
    pub(crate) manual_usage: bool,
    /// Set if the function returns a stream: whether usage is expected of it.
    pub(crate) stream: Option<bool>,
    /// Whether it was said that a stream has reported no usage.
    has_said_that_usage_is_absent: AtomicBool,
    /// Whether it was said that an attempt is none.
    has_said_how_attempts_count: AtomicBool,
}

impl Callsite {
    /// A call to a model, with its `gen_ai.operation.name`.
    pub const fn model_call(operation: &'static str, name: &'static str) -> Self {
        Self::new(OperationKind::Model(operation), name)
    }

    /// A step for which the conventions have no span.
    pub const fn step(name: &'static str) -> Self {
        Self::new(OperationKind::Step, name)
    }

    /// A workflow.
    pub const fn workflow(name: &'static str) -> Self {
        Self::new(OperationKind::Workflow, name)
    }

    /// A tool.
    pub const fn tool(name: &'static str) -> Self {
        Self::new(OperationKind::Tool, name)
    }

    /// A retrieval.
    pub const fn retrieval(name: &'static str) -> Self {
        Self::new(OperationKind::Retrieval, name)
    }

    /// An agent in this process.
    pub const fn agent(name: &'static str) -> Self {
        Self::new(OperationKind::Agent, name)
    }

    /// An agent somewhere else.
    pub const fn remote_agent(name: &'static str) -> Self {
        Self::new(OperationKind::RemoteAgent, name)
    }

    /// An agent's planning.
    pub const fn plan(name: &'static str) -> Self {
        Self::new(OperationKind::Plan, name)
    }

    /// What is done with a memory, with its `gen_ai.operation.name`.
    pub const fn memory(operation: &'static str, name: &'static str) -> Self {
        Self::new(OperationKind::Memory(operation), name)
    }

    /// A step that orders candidates anew.
    pub const fn rerank(name: &'static str) -> Self {
        Self::new(OperationKind::Rerank, name)
    }

    /// A step that lets pass or holds back.
    pub const fn guardrail(name: &'static str) -> Self {
        Self::new(OperationKind::Guardrail, name)
    }

    /// A step that judges.
    pub const fn evaluation(name: &'static str) -> Self {
        Self::new(OperationKind::Evaluation, name)
    }

    const fn new(kind: OperationKind, name: &'static str) -> Self {
        Self {
            kind,
            name,
            provider: None,
            model: None,
            manual_usage: false,
            stream: None,
            has_said_that_usage_is_absent: AtomicBool::new(false),
            has_said_how_attempts_count: AtomicBool::new(false),
        }
    }

    /// `gen_ai.provider.name`
    pub const fn provider(mut self, provider: &'static str) -> Self {
        self.provider = Some(provider);
        self
    }

    /// `gen_ai.request.model`
    pub const fn model(mut self, model: &'static str) -> Self {
        self.model = Some(model);
        self
    }

    /// Usage is reported from inside the body through [`report`](crate::report).
    pub const fn manual_usage(mut self) -> Self {
        self.manual_usage = true;
        self
    }

    /// The function returns a stream.
    pub const fn stream(mut self, expects_usage: bool) -> Self {
        self.stream = Some(expects_usage);
        self
    }

    /// Says once that an attempt is 0 or less.
    pub(crate) fn say_that_attempts_count_from_1(&self) {
        if !self
            .has_said_how_attempts_count
            .swap(true, Ordering::Relaxed)
        {
            notice(&format!(
                "the attempt of `{}` is less than 1, and left out: attempts are counted from 1",
                self.name
            ));
        }
    }

    /// Says once that a stream came to its end without a word on usage.
    pub(crate) fn say_that_usage_is_absent(&self) {
        if !self
            .has_said_that_usage_is_absent
            .swap(true, Ordering::Relaxed)
        {
            notice(&format!(
                "the stream of function `{}` ended without reporting usage; ask the provider for it (OpenAI: \
                 `stream_options.include_usage`), or write `usage = none`",
                self.name
            ));
        }
    }
}
