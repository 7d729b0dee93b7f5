//! What the macro knew at compile time: one static per annotated function.

use std::sync::atomic::{AtomicBool, Ordering};

use genai_semconv::{attribute, value};
use opentelemetry::trace::SpanKind;

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
}

/// What kind of work an operation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OperationKind {
    /// A call to a model, with its `gen_ai.operation.name`.
    Model(&'static str),
    /// A step for which the conventions have no span.
    Step,
    /// `invoke_workflow`
    Workflow,
    /// `execute_tool`
    Tool,
    /// `retrieval`
    Retrieval,
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

    const fn new(kind: OperationKind, name: &'static str) -> Self {
        Self {
            kind,
            name,
            provider: None,
            model: None,
            manual_usage: false,
            stream: None,
            has_said_that_usage_is_absent: AtomicBool::new(false),
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

impl OperationKind {
    /// `gen_ai.operation.name`; none for a plain step.
    pub(crate) const fn operation_name(self) -> Option<&'static str> {
        match self {
            Self::Model(operation) => Some(operation),
            Self::Step => None,
            Self::Workflow => Some(value::INVOKE_WORKFLOW),
            Self::Tool => Some(value::EXECUTE_TOOL),
            Self::Retrieval => Some(value::RETRIEVAL),
        }
    }

    /// The attribute that holds the name of a step, tool or workflow.
    pub(crate) const fn name_attribute(self) -> Option<&'static str> {
        match self {
            Self::Model(_) | Self::Retrieval => None,
            Self::Step => Some(attribute::CHAIN_STEP_NAME),
            Self::Workflow => Some(attribute::GEN_AI_WORKFLOW_NAME),
            Self::Tool => Some(attribute::GEN_AI_TOOL_NAME),
        }
    }

    pub(crate) const fn span_kind(self) -> SpanKind {
        match self {
            Self::Model(_) | Self::Retrieval => SpanKind::Client,
            Self::Step | Self::Workflow | Self::Tool => SpanKind::Internal,
        }
    }

    /// Whether operations of this kind answer in messages.
    pub(crate) fn answers(self) -> bool {
        matches!(self, Self::Model(operation) if operation != value::EMBEDDINGS)
    }

    /// Whether spans of this kind carry `gen_ai.conversation.id`.
    pub(crate) fn has_conversation(self) -> bool {
        match self {
            Self::Model(operation) => operation != value::EMBEDDINGS,
            Self::Workflow | Self::Tool => true,
            Self::Step | Self::Retrieval => false,
        }
    }
}
