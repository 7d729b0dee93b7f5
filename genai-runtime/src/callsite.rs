//! The facts about an operation that are known at compile time: one static per annotated function.

use std::fmt;
use std::ops::Deref;
use std::panic::Location;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::content::ContentCapture;
use crate::kind::OperationKind;
use crate::notice::{has_receiver, notice, notice_once};

/// An annotated function, or the source location that builds an operation by hand.
#[derive(Debug)]
#[must_use = "it describes nothing by itself"]
pub struct Callsite {
    pub(crate) kind: OperationKind,
    /// Name of the function or step.
    pub(crate) name: &'static str,
    /// The provider and the requested model, where the annotation names them.
    pub(crate) provider: Option<&'static str>,
    pub(crate) model: Option<&'static str>,
    /// Whether usage is reported from inside the body.
    pub(crate) manual_usage: bool,
    /// Whether content is captured, if the annotation sets it.
    pub(crate) content: Option<ContentCapture>,
    /// Whether each call names its parent context.
    pub(crate) has_parent: bool,
    /// `Some` if the function returns a stream: whether that is expected to report usage.
    pub(crate) stream: Option<bool>,
    /// Whether developers were notified that a stream reported no usage.
    has_notified_of_missing_usage: AtomicBool,
    /// Whether developers were notified that attempts are counted from 1.
    has_notified_of_attempt_below_1: AtomicBool,
    /// Where the operation is built by hand; `None` for an annotated function.
    pub(crate) location: Option<&'static Location<'static>>,
}

/// The callsite of one operation: that of an annotated function, or one made by a builder.
#[derive(Debug, Clone)]
pub(crate) enum Site {
    Function(&'static Callsite),
    Built(Arc<Callsite>),
}

impl Deref for Site {
    type Target = Callsite;

    fn deref(&self) -> &Callsite {
        match self {
            Self::Function(callsite) => callsite,
            Self::Built(callsite) => callsite,
        }
    }
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

    /// An agent in another process.
    pub const fn remote_agent(name: &'static str) -> Self {
        Self::new(OperationKind::RemoteAgent, name)
    }

    /// An agent's planning.
    pub const fn plan(name: &'static str) -> Self {
        Self::new(OperationKind::Plan, name)
    }

    /// An operation on a memory, with its `gen_ai.operation.name`.
    pub const fn memory(operation: &'static str, name: &'static str) -> Self {
        Self::new(OperationKind::Memory(operation), name)
    }

    /// A step that reorders candidates.
    pub const fn rerank(name: &'static str) -> Self {
        Self::new(OperationKind::Rerank, name)
    }

    /// A step that lets something pass or blocks it.
    pub const fn guardrail(name: &'static str) -> Self {
        Self::new(OperationKind::Guardrail, name)
    }

    /// A step that judges.
    pub const fn evaluation(name: &'static str) -> Self {
        Self::new(OperationKind::Evaluation, name)
    }

    pub(crate) const fn new(kind: OperationKind, name: &'static str) -> Self {
        Self {
            kind,
            name,
            provider: None,
            model: None,
            manual_usage: false,
            content: None,
            has_parent: false,
            stream: None,
            has_notified_of_missing_usage: AtomicBool::new(false),
            has_notified_of_attempt_below_1: AtomicBool::new(false),
            location: None,
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

    /// Whether content is captured, and where it is exported.
    pub const fn content(mut self, content: ContentCapture) -> Self {
        self.content = Some(content);
        self
    }

    /// Each call names its parent context.
    pub const fn with_parent(mut self) -> Self {
        self.has_parent = true;
        self
    }

    /// The function returns a stream.
    pub const fn stream(mut self, expects_usage: bool) -> Self {
        self.stream = Some(expects_usage);
        self
    }

    /// Key that attempts at the same thing share: the name of the operation, or its source location and subject.
    pub(crate) fn attempt_key(&self, name: Option<&str>, data_source: Option<&str>) -> String {
        match (self.kind, self.location) {
            (OperationKind::Model(operation), Some(location)) => format!("{operation} {location}"),
            (OperationKind::Model(operation), None) => format!("{operation} {}", self.name),
            (_, Some(location)) if name.is_none() => {
                let data_source = data_source.unwrap_or_default();
                format!("{} {data_source} {location}", self.name)
            }
            (_, _) => name.unwrap_or(self.name).to_owned(),
        }
    }

    /// Notifies developers once that an attempt below 1 was left out.
    pub(crate) fn notify_of_attempt_below_1(&self) {
        self.notify_once(&self.has_notified_of_attempt_below_1, |place| {
            format!(
                "the attempt of {place} is less than 1 and is left out: attempts are counted from 1"
            )
        });
    }

    /// Notifies developers once that a stream ended without reporting usage.
    pub(crate) fn notify_of_missing_usage(&self) {
        let instead = match self.location {
            None => "write `usage = none`",
            Some(_) => "call `.no_usage()`",
        };
        self.notify_once(&self.has_notified_of_missing_usage, |place| {
            format!(
                "the stream of {place} ended without reporting usage; ask the provider for it (OpenAI: \
                 `stream_options.include_usage`), or {instead}"
            )
        });
    }

    fn notify_once(&self, has_notified: &AtomicBool, message: impl FnOnce(Place<'_>) -> String) {
        if self.location.is_some() {
            // A builder makes a callsite per operation, so only the message can tell which notices were sent before.
            notice_once(&message(Place(self)));
        } else if has_receiver() && !has_notified.swap(true, Ordering::Relaxed) {
            notice(&message(Place(self)));
        }
    }
}

/// A callsite in the words of a message to developers.
struct Place<'a>(&'a Callsite);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.location {
            None => write!(f, "function `{}`", self.0.name),
            Some(location) => write!(f, "the operation at `{location}`"),
        }
    }
}
