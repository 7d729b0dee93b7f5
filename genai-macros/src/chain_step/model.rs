//! What a `#[chain_step]` means: which kinds of step there are, and which keys each has.

/// A kind of step.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// How it is written.
    pub(super) name: &'static str,
    /// The runtime's name for it.
    pub(super) variant: &'static str,
    /// Keys that samplers see; each is a setter of the runtime.
    pub(super) identity: &'static [&'static str],
    /// Other keys; each is a setter of the runtime.
    pub(super) details: &'static [&'static str],
}

pub(super) const KINDS: [Kind; 4] = [
    Kind {
        name: "step",
        variant: "Step",
        identity: &["name"],
        details: &[],
    },
    Kind {
        name: "workflow",
        variant: "Workflow",
        identity: &["name", "conversation"],
        details: &[],
    },
    Kind {
        name: "tool",
        variant: "Tool",
        identity: &["name", "type"],
        details: &["description", "call_id"],
    },
    Kind {
        name: "retrieval",
        variant: "Retrieval",
        identity: &["data_source"],
        details: &["top_k"],
    },
];

impl Kind {
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
