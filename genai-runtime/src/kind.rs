//! The kinds of operations, and their names in the conventions.

use genai_semconv::{attribute, value};
use opentelemetry::trace::SpanKind;

/// The kind of an operation.
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
    /// `invoke_agent`, in this process.
    Agent,
    /// `invoke_agent`, in another process.
    RemoteAgent,
    /// `plan`
    Plan,
    /// An operation on a memory, with its `gen_ai.operation.name`.
    Memory(&'static str),
    /// A step that reorders candidates.
    Rerank,
    /// A step that lets something pass or blocks it.
    Guardrail,
    /// A step that judges.
    Evaluation,
}

impl OperationKind {
    /// The kind under the conventions in force: a plain step if they define no span for it.
    pub(crate) fn under(self, is_latest: bool) -> Self {
        match self {
            Self::Plan | Self::Memory(_) if !is_latest => Self::Step,
            kind => kind,
        }
    }

    /// `gen_ai.operation.name`; `None` for a step for which the conventions have no span.
    pub(crate) const fn operation_name(self) -> Option<&'static str> {
        match self {
            Self::Model(operation) | Self::Memory(operation) => Some(operation),
            Self::Workflow => Some(value::INVOKE_WORKFLOW),
            Self::Tool => Some(value::EXECUTE_TOOL),
            Self::Retrieval => Some(value::RETRIEVAL),
            Self::Agent | Self::RemoteAgent => Some(value::INVOKE_AGENT),
            Self::Plan => Some(value::PLAN),
            Self::Step | Self::Rerank | Self::Guardrail | Self::Evaluation => None,
        }
    }

    /// The attribute that holds the name of a step, tool, workflow or agent.
    pub(crate) const fn name_attribute(self) -> Option<&'static str> {
        match self {
            Self::Model(_) | Self::Retrieval | Self::Memory(_) => None,
            Self::Step | Self::Rerank | Self::Guardrail | Self::Evaluation => {
                Some(attribute::CHAIN_STEP_NAME)
            }
            Self::Workflow => Some(attribute::GEN_AI_WORKFLOW_NAME),
            Self::Tool => Some(attribute::GEN_AI_TOOL_NAME),
            Self::Agent | Self::RemoteAgent | Self::Plan => Some(attribute::GEN_AI_AGENT_NAME),
        }
    }

    pub(crate) const fn span_kind(self) -> SpanKind {
        match self {
            Self::Model(_) | Self::Retrieval | Self::RemoteAgent | Self::Memory(_) => {
                SpanKind::Client
            }
            _ => SpanKind::Internal,
        }
    }

    /// `openinference.span.kind`, for kinds that backends cannot tell from `gen_ai.operation.name`.
    pub(crate) const fn openinference(self) -> Option<&'static str> {
        match self {
            Self::Step | Self::Workflow | Self::Plan | Self::Memory(_) => Some("CHAIN"),
            Self::Retrieval => Some("RETRIEVER"),
            Self::Rerank => Some("RERANKER"),
            Self::Guardrail => Some("GUARDRAIL"),
            Self::Evaluation => Some("EVALUATOR"),
            _ => None,
        }
    }

    /// Whether a request parameter belongs on spans of this kind: `gen_ai.request.encoding_formats` on embeddings only,
    /// all others on everything else.
    pub(crate) fn has_parameter(self, key: &str) -> bool {
        match self {
            Self::Model(operation) => {
                (operation == value::EMBEDDINGS)
                    == (key == attribute::GEN_AI_REQUEST_ENCODING_FORMATS)
            }
            _ => true,
        }
    }

    /// Whether this is a call to a service other than a model.
    pub(crate) const fn asks_a_service(self) -> bool {
        matches!(self, Self::Retrieval | Self::RemoteAgent | Self::Memory(_))
    }

    /// Whether this is a call to a model that returns messages.
    pub(crate) fn answers(self) -> bool {
        matches!(self, Self::Model(operation) if operation != value::EMBEDDINGS)
    }

    /// Whether spans of this kind carry input and output messages.
    #[cfg(feature = "content")]
    pub(crate) fn has_messages(self) -> bool {
        self.answers() || matches!(self, Self::Workflow | Self::Agent | Self::RemoteAgent)
    }

    /// The attribute that holds the text of the query.
    #[cfg(feature = "content")]
    pub(crate) const fn query_attribute(self) -> Option<&'static str> {
        match self {
            Self::Memory(_) => Some(attribute::GEN_AI_MEMORY_QUERY_TEXT),
            Self::Retrieval => Some(attribute::GEN_AI_RETRIEVAL_QUERY_TEXT),
            _ => None,
        }
    }

    /// The attribute that holds the documents or records found.
    #[cfg(feature = "content")]
    pub(crate) const fn records_attribute(self) -> Option<&'static str> {
        match self {
            Self::Memory(_) => Some(attribute::GEN_AI_MEMORY_RECORDS),
            Self::Retrieval => Some(attribute::GEN_AI_RETRIEVAL_DOCUMENTS),
            _ => None,
        }
    }

    /// Whether spans of this kind carry `gen_ai.provider.name`; under v1.41 agents in this process do, too.
    pub(crate) const fn has_provider(self, is_v1_41: bool) -> bool {
        match self {
            Self::Agent => is_v1_41,
            Self::Step => false,
            _ => true,
        }
    }

    /// Whether spans of this kind carry the name of the agent that acts.
    pub(crate) const fn names_its_agent(self) -> bool {
        matches!(self, Self::Tool | Self::Plan)
    }

    /// Whether spans of this kind carry `gen_ai.conversation.id`.
    pub(crate) fn has_conversation(self) -> bool {
        match self {
            Self::Model(operation) => operation != value::EMBEDDINGS,
            Self::Workflow | Self::Tool | Self::Agent | Self::RemoteAgent => true,
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use genai_semconv::Profile;
    use genai_semconv::span::spans_of_operation;

    use super::*;

    #[test]
    fn parameters_belong_where_the_conventions_list_them() {
        for operation in [
            value::CHAT,
            value::TEXT_COMPLETION,
            value::GENERATE_CONTENT,
            value::EMBEDDINGS,
        ] {
            for key in [
                attribute::GEN_AI_REQUEST_TEMPERATURE,
                attribute::GEN_AI_REQUEST_TOP_P,
                attribute::GEN_AI_REQUEST_TOP_K,
                attribute::GEN_AI_REQUEST_FREQUENCY_PENALTY,
                attribute::GEN_AI_REQUEST_PRESENCE_PENALTY,
                attribute::GEN_AI_REQUEST_MAX_TOKENS,
                attribute::GEN_AI_REQUEST_SEED,
                attribute::GEN_AI_REQUEST_CHOICE_COUNT,
                attribute::GEN_AI_REQUEST_STOP_SEQUENCES,
                attribute::GEN_AI_REQUEST_ENCODING_FORMATS,
                attribute::GEN_AI_REQUEST_REASONING_LEVEL,
                attribute::GEN_AI_OUTPUT_TYPE,
            ] {
                let is_listed = [Profile::V1_41, Profile::Latest]
                    .into_iter()
                    .flat_map(|profile| spans_of_operation(profile, operation))
                    .any(|span| span.requirement(key).is_some());
                let has = OperationKind::Model(operation).has_parameter(key);
                assert_eq!(has, is_listed, "{operation}: {key}");
            }
        }
    }
}
