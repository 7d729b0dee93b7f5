//! The attributes of a response on a span.
//!
//! For a span of this crate's own pipeline, the facts of the response are queued as they are, and become attributes on
//! the export thread, off the caller's path.

#[cfg(feature = "sdk")]
use std::borrow::Cow;
#[cfg(feature = "sdk")]
use std::mem;
#[cfg(feature = "sdk")]
use std::ops::Range;

#[cfg(feature = "sdk")]
use opentelemetry::KeyValue;

use super::{Attributes, Conventions, Identity, response};
use crate::kind::OperationKind;
use crate::report::ResponseFacts;
#[cfg(feature = "sdk")]
use crate::report::{FinishReasons, Usage};

/// What decides how a response is written: the kind of operation, the conventions and the provider.
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

    /// Adds the attributes of the response, moving out of `facts` what nothing else reads.
    pub(crate) fn write(self, facts: &mut ResponseFacts, attributes: &mut Attributes) {
        let id = facts.id.get().map(str::to_owned);
        self.write_with(id, facts, attributes);
    }

    fn write_with(
        self,
        id: Option<String>,
        facts: &mut ResponseFacts,
        attributes: &mut Attributes,
    ) {
        response::write(
            (id, facts),
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
        expect(dead_code, reason = "without the SDK, every answer is written at once")
    )]
    pub(crate) before: usize,
}

impl Unwritten {
    /// The same answer in a list that `others` attributes precede.
    #[cfg(feature = "sdk")]
    pub(crate) fn after(self, others: usize) -> Self {
        Self {
            before: others + self.before,
            ..self
        }
    }
}

/// What an operation adds when it ends a span of this crate's own pipeline.
#[cfg(feature = "sdk")]
#[derive(Debug)]
pub(crate) struct SpanEndData<'a> {
    pub(crate) attributes: &'a mut Vec<KeyValue>,
    /// The attributes that yield to those that were recorded while the span was open.
    pub(crate) own: Range<usize>,
    pub(crate) answer: Option<(Unwritten, &'a mut ResponseFacts)>,
}

#[cfg(feature = "sdk")]
impl SpanEndData<'_> {
    /// Removes attributes of the user's whose keys were recorded while the span was open.
    pub(crate) fn yield_to(&mut self, recorded: &[KeyValue]) {
        if recorded.is_empty() || self.own.is_empty() {
            return;
        }
        let own = mem::take(&mut self.own);
        let mut position = 0;
        self.attributes.retain(|attribute| {
            let is_own = own.contains(&position);
            position += 1;
            !is_own || recorded.iter().all(|known| known.key != attribute.key)
        });
    }

    /// Passes a copy on, for one of several exporters.
    pub(crate) fn with_copy(&mut self, pass: impl FnOnce(SpanEndData<'_>)) {
        let mut attributes = self.attributes.clone();
        let mut answer = self
            .answer
            .as_ref()
            .map(|(unwritten, facts)| (*unwritten, (*facts).clone()));
        pass(SpanEndData {
            attributes: &mut attributes,
            own: self.own.clone(),
            answer: answer
                .as_mut()
                .map(|(unwritten, facts)| (*unwritten, facts)),
        });
    }
}

/// An answer in the export queue: the facts of a response that are written on a span.
#[cfg(feature = "sdk")]
#[derive(Debug)]
pub(crate) struct KeptAnswer {
    unwritten: Unwritten,
    /// Length of the id, which is stored among the texts of the queued span.
    id_bytes: Option<u32>,
    invalid_count: bool,
    is_compacted: bool,
    model: Option<Cow<'static, str>>,
    finish_reasons: FinishReasons,
    service_tier: Option<Cow<'static, str>>,
    system_fingerprint: Option<Cow<'static, str>>,
    embedding_dimensions: Option<u64>,
    usage: Usage,
}

#[cfg(feature = "sdk")]
impl KeptAnswer {
    /// Takes the facts of a response; its id is appended to `texts`.
    pub(crate) fn take(
        unwritten: Unwritten,
        facts: &mut ResponseFacts,
        texts: &mut String,
    ) -> Self {
        let ResponseFacts {
            id,
            model,
            finish_reasons,
            service_tier,
            system_fingerprint,
            embedding_dimensions,
            usage,
            invalid_count,
            is_compacted,
            error: _,
            output_bytes: _,
            output: _,
            is_measured_alone: _,
            unnumbered_calls: _,
            reported_items: _,
            #[cfg(feature = "serde_json")]
                partial_arguments: _,
            older: _,
        } = facts;
        // An id of more than 4 GiB is left out.
        let id = id
            .get()
            .and_then(|id| Some((id, u32::try_from(id.len()).ok()?)));
        if let Some((id, _)) = id {
            texts.push_str(id);
        }
        Self {
            unwritten,
            id_bytes: id.map(|(_, bytes)| bytes),
            invalid_count: *invalid_count,
            is_compacted: *is_compacted,
            model: model.take(),
            finish_reasons: mem::take(finish_reasons),
            service_tier: service_tier.take(),
            system_fingerprint: system_fingerprint.take(),
            embedding_dimensions: *embedding_dimensions,
            usage: *usage,
        }
    }

    /// How many of the operation's attributes precede it.
    pub(crate) const fn before(&self) -> usize {
        self.unwritten.before
    }

    /// Adds the attributes of the response; its id is taken from the beginning of `texts`.
    pub(crate) fn write(self, texts: &mut &str, attributes: &mut Attributes) {
        let id = self.id_bytes.and_then(|bytes| {
            let (id, others) = texts.split_at_checked(usize::try_from(bytes).ok()?)?;
            *texts = others;
            Some(id.to_owned())
        });
        let mut facts = ResponseFacts {
            invalid_count: self.invalid_count,
            is_compacted: self.is_compacted,
            model: self.model,
            finish_reasons: self.finish_reasons,
            service_tier: self.service_tier,
            system_fingerprint: self.system_fingerprint,
            embedding_dimensions: self.embedding_dimensions,
            usage: self.usage,
            ..ResponseFacts::default()
        };
        let answer = self.unwritten.answer;
        answer.write_with(id, &mut facts, attributes);
    }
}
