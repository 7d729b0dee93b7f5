//! What a `#[chain_step]` means: which kinds of step there are, and which keys each has.

use genai_semconv::{attribute, value};

use crate::registry::{Place, Set};

/// A kind of step.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// As written in `kind = …`.
    pub(super) name: &'static str,
    /// The constructor of the runtime's `Callsite`.
    pub(super) constructor: &'static str,
    /// The span that its attributes are set on.
    pub(super) span: Span,
    /// Arguments whose attributes samplers see.
    pub(super) identity: &'static [&'static str],
    /// Other arguments.
    pub(super) details: &'static [&'static str],
    /// Arguments whose values are functions of the returned value.
    pub(super) outcome: &'static [&'static str],
}

/// The span of a kind.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Span {
    /// A span that the conventions do not define.
    Step,
    /// A span with this `gen_ai.operation.name`, and the attribute that holds the step's name.
    Operation(&'static str, Option<&'static str>),
    /// The span of an operation on a memory.
    Memory,
}

pub(super) const KINDS: [Kind; 10] = [
    Kind::step("step"),
    Kind {
        span: Span::Operation(
            value::INVOKE_WORKFLOW,
            Some(attribute::GEN_AI_WORKFLOW_NAME),
        ),
        identity: &["name", "conversation", "user", "session", "feature"],
        details: &["input"],
        outcome: &["output"],
        ..Kind::step("workflow")
    },
    Kind {
        span: Span::Operation(value::INVOKE_AGENT, Some(attribute::GEN_AI_AGENT_NAME)),
        identity: &[
            "name",
            "model",
            "conversation",
            "user",
            "session",
            "feature",
            "system",
        ],
        details: &["description", "input", "system_instructions", "tools"],
        outcome: &["output"],
        ..Kind::step("agent")
    },
    Kind {
        span: Span::Operation(value::EXECUTE_TOOL, Some(attribute::GEN_AI_TOOL_NAME)),
        identity: &["name", "type"],
        details: &["description", "call_id", "arguments"],
        outcome: &["result"],
        ..Kind::step("tool")
    },
    Kind {
        span: Span::Operation(value::RETRIEVAL, None),
        identity: &["data_source", "model", "system", "endpoint"],
        details: &["top_k", "query"],
        outcome: &["documents"],
        ..Kind::step("retrieval")
    },
    Kind {
        span: Span::Operation(value::PLAN, Some(attribute::GEN_AI_AGENT_NAME)),
        identity: &["agent"],
        ..Kind::step("plan")
    },
    Kind {
        span: Span::Memory,
        identity: &["system", "endpoint"],
        details: &["store", "record", "query"],
        outcome: &["records"],
        ..Kind::step("memory")
    },
    Kind::step("rerank"),
    Kind::step("guardrail"),
    Kind::step("evaluation"),
];

/// The kind `agent` with the flag `remote`.
pub(super) const REMOTE_AGENT: Kind = Kind {
    constructor: "remote_agent",
    span: Span::Operation(value::INVOKE_AGENT, Some(attribute::GEN_AI_AGENT_NAME)),
    identity: &[
        "name",
        "model",
        "conversation",
        "user",
        "session",
        "feature",
        "system",
        "endpoint",
    ],
    details: &[
        "description",
        "id",
        "version",
        "input",
        "system_instructions",
        "tools",
    ],
    outcome: &["output"],
    ..Kind::step("agent, remote")
};

/// The attributes that each argument sets.
const ATTRIBUTES: [(&str, &str); 28] = [
    ("conversation", attribute::GEN_AI_CONVERSATION_ID),
    ("user", attribute::USER_ID),
    ("session", attribute::SESSION_ID),
    ("type", attribute::GEN_AI_TOOL_TYPE),
    ("description", attribute::GEN_AI_TOOL_DESCRIPTION),
    ("description", attribute::GEN_AI_AGENT_DESCRIPTION),
    ("call_id", attribute::GEN_AI_TOOL_CALL_ID),
    ("data_source", attribute::GEN_AI_DATA_SOURCE_ID),
    ("top_k", attribute::GEN_AI_RETRIEVAL_TOP_K),
    ("top_k", attribute::GEN_AI_REQUEST_TOP_K),
    ("model", attribute::GEN_AI_REQUEST_MODEL),
    ("id", attribute::GEN_AI_AGENT_ID),
    ("version", attribute::GEN_AI_AGENT_VERSION),
    ("system", attribute::GEN_AI_PROVIDER_NAME),
    ("endpoint", attribute::SERVER_ADDRESS),
    ("endpoint", attribute::SERVER_PORT),
    ("store", attribute::GEN_AI_MEMORY_STORE_ID),
    ("record", attribute::GEN_AI_MEMORY_RECORD_ID),
    ("input", attribute::GEN_AI_INPUT_MESSAGES),
    ("output", attribute::GEN_AI_OUTPUT_MESSAGES),
    ("system_instructions", attribute::GEN_AI_SYSTEM_INSTRUCTIONS),
    ("tools", attribute::GEN_AI_TOOL_DEFINITIONS),
    ("arguments", attribute::GEN_AI_TOOL_CALL_ARGUMENTS),
    ("result", attribute::GEN_AI_TOOL_CALL_RESULT),
    ("query", attribute::GEN_AI_RETRIEVAL_QUERY_TEXT),
    ("query", attribute::GEN_AI_MEMORY_QUERY_TEXT),
    ("documents", attribute::GEN_AI_RETRIEVAL_DOCUMENTS),
    ("records", attribute::GEN_AI_MEMORY_RECORDS),
];

impl Kind {
    const fn step(name: &'static str) -> Self {
        Self {
            name,
            constructor: name,
            span: Span::Step,
            identity: &["name"],
            details: &[],
            outcome: &[],
        }
    }

    /// The span of a step with these arguments; `operation` is that on a memory.
    pub(super) fn place(&self, operation: Option<&'static str>, given: &[&'static str]) -> Place {
        let (operation, name, key) = match self.span {
            Span::Step => return Place::step(),
            Span::Operation(operation, name) => (operation, name, "kind"),
            Span::Memory => (operation.unwrap_or("search_memory"), None, "operation"),
        };
        let mut set = vec![Set::by_default(attribute::GEN_AI_OPERATION_NAME, key)];
        set.extend(name.map(|key| {
            // The name of a plan's agent is set by `agent`, any other by `name`; both have a default.
            let argument = self.identity.iter().find(|key| **key == "agent");
            let argument = argument.unwrap_or(&"name");
            if given.contains(argument) {
                Set::by_argument(key, argument)
            } else {
                Set::by_default(key, argument)
            }
        }));
        let keys = ATTRIBUTES
            .iter()
            .filter(|(argument, _)| given.contains(argument));
        set.extend(keys.map(|(argument, key)| Set::by_argument(key, argument)));
        Place::of_operation(operation, set)
    }

    /// The runtime's setter for an argument.
    pub(super) fn setter(&self, key: &'static str) -> &'static str {
        match (key, self.constructor) {
            ("type", _) => "tool_type",
            ("system", _) => "provider",
            ("agent", _) => "name",
            ("description", "agent" | "remote_agent") => "agent_description",
            ("id", _) => "agent_id",
            ("version", _) => "agent_version",
            (key, _) => key,
        }
    }

    /// An argument that takes one of few words.
    pub(super) fn word(&self) -> Option<&'static str> {
        (self.span == Span::Memory).then_some("operation")
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &'static str> {
        let own = self.identity.iter().chain(self.details);
        // `result` is an argument of all kinds in its form as a list.
        let outcome = self.outcome.iter().filter(|key| **key != "result");
        own.chain(outcome).copied()
    }
}

#[cfg(test)]
mod tests {
    use genai_semconv::nearest::nearest;

    use super::KINDS;

    #[test]
    fn no_two_kinds_are_mistaken_for_each_other() {
        for kind in &KINDS {
            let others = KINDS
                .iter()
                .map(|other| other.name)
                .filter(|name| *name != kind.name);
            assert_eq!(nearest(kind.name, others), None);
        }
    }
}
