//! The kinds of operations that can be built by hand.

use std::marker::PhantomData;
use std::panic::Location;

use genai_semconv::value;

use super::facts::Facts;
use super::{ByType, Operation, Reported, Unreported};
use crate::callsite::Callsite;
use crate::kind::OperationKind;
use crate::report::value::Text;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy)]
        pub enum $kind {}
    )*};
}

kinds! {
    /// A call to a model.
    Model;
    /// A step for which the conventions have no span.
    Step;
    /// A workflow.
    Workflow;
    /// An agent in this process.
    Agent;
    /// An agent in another process.
    RemoteAgent;
    /// A tool.
    Tool;
    /// A retrieval.
    Retrieval;
    /// An agent's planning.
    Plan;
    /// An operation on a memory.
    Memory;
}

/// An operation of a model: `gen_ai.operation.name`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum ModelOperation {
    /// `chat`
    #[default]
    Chat,
    /// `text_completion`
    TextCompletion,
    /// `generate_content`
    GenerateContent,
    /// `embeddings`
    Embeddings,
}

impl ModelOperation {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Chat => value::CHAT,
            Self::TextCompletion => value::TEXT_COMPLETION,
            Self::GenerateContent => value::GENERATE_CONTENT,
            Self::Embeddings => value::EMBEDDINGS,
        }
    }
}

/// An operation on a memory: `gen_ai.operation.name` of the unreleased conventions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum MemoryOperation {
    /// `search_memory`
    Search,
    /// `create_memory`
    Create,
    /// `update_memory`
    Update,
    /// `upsert_memory`
    Upsert,
    /// `delete_memory`
    Delete,
    /// `create_memory_store`
    CreateStore,
    /// `delete_memory_store`
    DeleteStore,
}

impl MemoryOperation {
    const fn name(self) -> &'static str {
        match self {
            Self::Search => value::SEARCH_MEMORY,
            Self::Create => value::CREATE_MEMORY,
            Self::Update => value::UPDATE_MEMORY,
            Self::Upsert => value::UPSERT_MEMORY,
            Self::Delete => value::DELETE_MEMORY,
            Self::CreateStore => value::CREATE_MEMORY_STORE,
            Self::DeleteStore => value::DELETE_MEMORY_STORE,
        }
    }
}

impl Operation {
    /// A call to a model of this provider (`gen_ai.provider.name`): a chat, unless [`operation`](Operation::operation)
    /// sets another operation.
    #[track_caller]
    pub fn llm(provider: impl Text) -> Operation<Model, Reported> {
        let operation = ModelOperation::Chat.name();
        let mut call = new(OperationKind::Model(operation), operation, Reported);
        call.facts.provider(&provider);
        call
    }

    /// A step for which the conventions have no span.
    #[track_caller]
    pub fn step(name: impl Text) -> Self {
        named(OperationKind::Step, "step", &name)
    }

    /// A workflow (`invoke_workflow`).
    #[track_caller]
    pub fn workflow(name: impl Text) -> Operation<Workflow> {
        named(OperationKind::Workflow, "workflow", &name)
    }

    /// An agent in this process (`invoke_agent`).
    #[track_caller]
    pub fn agent(name: impl Text) -> Operation<Agent> {
        named(OperationKind::Agent, "agent", &name)
    }

    /// An agent of this provider in another process (`invoke_agent`).
    #[track_caller]
    pub fn remote_agent(name: impl Text, provider: impl Text) -> Operation<RemoteAgent> {
        let mut agent: Operation<RemoteAgent> = named(OperationKind::RemoteAgent, "agent", &name);
        agent.facts.provider(&provider);
        agent
    }

    /// A tool (`execute_tool`).
    #[track_caller]
    pub fn tool(name: impl Text) -> Operation<Tool> {
        named(OperationKind::Tool, "tool", &name)
    }

    /// A retrieval (`retrieval`) from this data source (`gen_ai.data_source.id`), or with `None` from an unnamed one.
    #[track_caller]
    pub fn retrieval(data_source: impl Text) -> Operation<Retrieval> {
        let mut retrieval = new(OperationKind::Retrieval, "retrieval", Unreported);
        retrieval.facts.data_source(&data_source);
        retrieval
    }

    /// The planning of this agent, or with `None` of the acting agent (`plan`). A plain step under v1.41.
    #[track_caller]
    pub fn plan(agent: impl Text) -> Operation<Plan> {
        named(OperationKind::Plan, "plan", &agent)
    }

    /// An operation on a memory (`search_memory` and others). A plain step under v1.41.
    #[track_caller]
    pub fn memory(operation: MemoryOperation) -> Operation<Memory> {
        let operation = operation.name();
        new(OperationKind::Memory(operation), operation, Unreported)
    }

    /// A step that reorders candidates.
    #[track_caller]
    pub fn rerank(name: impl Text) -> Self {
        named(OperationKind::Rerank, "rerank", &name)
    }

    /// A step that lets something pass or blocks it.
    #[track_caller]
    pub fn guardrail(name: impl Text) -> Self {
        named(OperationKind::Guardrail, "guardrail", &name)
    }

    /// A step that judges.
    #[track_caller]
    pub fn evaluation(name: impl Text) -> Self {
        named(OperationKind::Evaluation, "evaluation", &name)
    }
}

#[track_caller]
fn named<K>(kind: OperationKind, default: &'static str, name: &impl Text) -> Operation<K> {
    let mut operation = new(kind, default, Unreported);
    operation.facts.name(name);
    operation
}

#[track_caller]
fn new<K, U>(kind: OperationKind, name: &'static str, usage: U) -> Operation<K, U> {
    let mut callsite = Callsite::new(kind, name);
    callsite.location = Some(Location::caller());
    Operation {
        facts: Facts::new(callsite),
        usage,
        classes: ByType,
        said: (),
        kind: PhantomData,
    }
}
