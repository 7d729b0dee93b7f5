//! What an operation says when its span ends.
//!
//! Where the span is one of ours, what is known of the response is handed over as it is, and becomes attributes on the
//! thread that exports: nobody waits for that.

#[cfg(feature = "sdk")]
use opentelemetry::KeyValue;

use super::{Attributes, Conventions, Identity, response};
use crate::kind::OperationKind;
use crate::report::ResponseFacts;

/// What a response answers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Answer {
    kind: OperationKind,
    conventions: Conventions,
    is_openai: bool,
}

impl Answer {
    pub(crate) fn new(kind: OperationKind, conventions: Conventions, identity: &Identity) -> Self {
        Self {
            kind,
            conventions,
            is_openai: response::is_openai(identity),
        }
    }

    /// Adds what the response said, and takes what nobody else asks for.
    pub(crate) fn write(self, facts: &mut ResponseFacts, attributes: &mut Attributes) {
        response::write(
            facts,
            self.kind,
            self.is_openai,
            self.conventions,
            attributes,
        );
    }
}

/// An answer that is not written yet, and how many attributes come before it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unwritten {
    pub(crate) answer: Answer,
    #[cfg_attr(
        not(feature = "sdk"),
        expect(dead_code, reason = "spans of others have it written at once")
    )]
    pub(crate) before: usize,
}

impl Unwritten {
    /// The same in a list where so many others come first.
    #[cfg(feature = "sdk")]
    pub(crate) fn after(self, others: usize) -> Self {
        Self {
            before: others + self.before,
            ..self
        }
    }
}

/// What a response said, until it is written among the attributes of a span that waits.
#[cfg(feature = "sdk")]
#[derive(Clone, Debug, Default)]
pub(crate) struct Closing {
    unwritten: Option<Unwritten>,
    /// Empty where nothing is unwritten.
    facts: Option<Box<ResponseFacts>>,
}

#[cfg(feature = "sdk")]
impl Closing {
    /// Takes over what is not written yet. It comes after so many attributes of the list.
    pub(crate) fn take_over(&mut self, unwritten: Unwritten, facts: &mut Box<ResponseFacts>) {
        let mine = self.facts.take().unwrap_or_default();
        self.facts = Some(std::mem::replace(facts, mine));
        self.unwritten = Some(unwritten);
    }

    /// Bytes of what the response said.
    pub(crate) fn bytes(&self) -> usize {
        let facts = self.unwritten.and(self.facts.as_deref());
        facts.map_or(0, ResponseFacts::bytes)
    }

    /// Bytes of the place for it.
    pub(crate) fn room(&self) -> usize {
        self.facts
            .as_deref()
            .map_or(0, size_of_val::<ResponseFacts>)
    }

    /// Attributes that a span starts with, those of a list, and among these what was not written; the list keeps its
    /// room.
    pub(crate) fn write(
        &mut self,
        mut start: Attributes,
        list: &mut Vec<KeyValue>,
    ) -> Vec<KeyValue> {
        /// What most responses say.
        const ANSWER: usize = 6;
        start.reserve(list.len() + ANSWER);
        if let Some(Unwritten { answer, before }) = self.unwritten.take()
            && let Some(facts) = &mut self.facts
        {
            start.extend(list.drain(..before));
            answer.write(facts, &mut start);
            facts.clear();
        }
        start.extend(list.drain(..));
        start.into_vec()
    }
}
