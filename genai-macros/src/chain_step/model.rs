//! What a `#[chain_step]` means: which kinds of step there are, and which keys each has.

use genai_semconv::{attribute, value};

use crate::registry::Place;

/// A kind of step.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// How it is written, and the runtime's name for it.
    pub(super) name: &'static str,
    /// `gen_ai.operation.name` of its span, and the key that its name is recorded under.
    pub(super) operation: Option<(&'static str, Option<&'static str>)>,
    /// Keys that samplers see; each is a setter of the runtime.
    pub(super) identity: &'static [&'static str],
    /// Other keys; each is a setter of the runtime.
    pub(super) details: &'static [&'static str],
}

pub(super) const KINDS: [Kind; 4] = [
    Kind {
        name: "step",
        operation: None,
        identity: &["name"],
        details: &[],
    },
    Kind {
        name: "workflow",
        operation: Some((
            value::INVOKE_WORKFLOW,
            Some(attribute::GEN_AI_WORKFLOW_NAME),
        )),
        identity: &["name", "conversation"],
        details: &[],
    },
    Kind {
        name: "tool",
        operation: Some((value::EXECUTE_TOOL, Some(attribute::GEN_AI_TOOL_NAME))),
        identity: &["name", "type"],
        details: &["description", "call_id"],
    },
    Kind {
        name: "retrieval",
        operation: Some((value::RETRIEVAL, None)),
        identity: &["data_source"],
        details: &["top_k"],
    },
];

/// The attributes that arguments set.
const ATTRIBUTES: [(&str, &str); 7] = [
    ("conversation", attribute::GEN_AI_CONVERSATION_ID),
    ("type", attribute::GEN_AI_TOOL_TYPE),
    ("description", attribute::GEN_AI_TOOL_DESCRIPTION),
    ("call_id", attribute::GEN_AI_TOOL_CALL_ID),
    ("data_source", attribute::GEN_AI_DATA_SOURCE_ID),
    ("top_k", attribute::GEN_AI_RETRIEVAL_TOP_K),
    ("top_k", attribute::GEN_AI_REQUEST_TOP_K),
];

impl Kind {
    /// Where attributes stand, of a step that was given these arguments.
    pub(super) fn place(&self, given: &[&'static str]) -> Place {
        let Some((operation, name)) = self.operation else {
            return Place::step();
        };
        let mut set = vec![(attribute::GEN_AI_OPERATION_NAME, "kind")];
        set.extend(name.map(|key| (key, "name")));
        let keys = ATTRIBUTES
            .iter()
            .filter(|(argument, _)| given.contains(argument));
        set.extend(keys.map(|(argument, key)| (*key, *argument)));
        Place::of_operation(operation, set)
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.identity.iter().chain(self.details).copied()
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
