//! A span of ours that has ended, as it waits for its export.
//!
//! Another processor has been since where it is written. So it is small, and whatever is said of it is written into
//! memory of its batch, behind what is said of the span before: then that memory is on its way here when it is needed.

use std::time::SystemTime;

use opentelemetry::trace::{SpanContext, SpanId, SpanKind};
use opentelemetry_sdk::trace::SpanData;

use super::destinations::truncate;
use super::own_span::Extras;
use super::record::SaidInTurn;
use crate::signals::{KeptAnswer, KeptSubject, scope};

/// A span of ours that has ended.
#[derive(Debug)]
pub(super) struct OwnRecord {
    pub(super) span_context: SpanContext,
    pub(super) parent_span_id: SpanId,
    pub(super) parent_span_is_remote: bool,
    pub(super) kind: SpanKind,
    pub(super) start_time: SystemTime,
    pub(super) end_time: SystemTime,
    /// What gives its name and its first attributes, if they are not written yet.
    pub(super) subject: Option<KeptSubject>,
    /// How many attributes were said of it while it went on: the first ones of its own among those of its batch.
    pub(super) recorded: usize,
    /// How many of its batch's attributes are its own.
    pub(super) attributes: usize,
    /// Whether one of its batch's answers is its own.
    pub(super) has_answer: bool,
    pub(super) dropped_attributes_count: u32,
    /// How many attributes it may have.
    pub(super) most_attributes: u32,
    pub(super) extras: Option<Box<Extras>>,
}

impl OwnRecord {
    /// The span as it leaves, with what its batch has to say of it.
    pub(super) fn leave(self, said: &mut SaidInTurn<'_>) -> SpanData {
        /// What most responses say.
        const ANSWER: usize = 6;
        let extras = self.extras.map_or_else(Extras::default, |it| *it);
        let (name, mut attributes) = self
            .subject
            .map_or_else(Default::default, KeptSubject::write);
        let opening = attributes.len();
        attributes.reserve(self.attributes + ANSWER);
        let answer = self.has_answer.then(|| said.answers.next()).flatten();
        let before = answer.as_ref().map_or(0, KeptAnswer::before);
        attributes.extend(said.attributes.by_ref().take(before));
        if let Some(answer) = answer {
            answer.write(&mut said.texts, &mut attributes);
        }
        let after = self.attributes.saturating_sub(before);
        attributes.extend(said.attributes.by_ref().take(after));
        let mut attributes = attributes.into_vec();
        // How it ended and what it cost count for more than the last things that were said meanwhile.
        let most = usize::try_from(self.most_attributes).unwrap_or(usize::MAX);
        let recorded = (opening + self.recorded).min(attributes.len());
        let surplus = attributes.len().saturating_sub(most).min(self.recorded);
        attributes.drain(recorded.saturating_sub(surplus)..recorded);
        let surplus = u32::try_from(surplus).unwrap_or(u32::MAX);
        let dropped = surplus + truncate(&mut attributes, self.most_attributes);
        SpanData {
            span_context: self.span_context,
            parent_span_id: self.parent_span_id,
            parent_span_is_remote: self.parent_span_is_remote,
            span_kind: self.kind,
            name: extras.name.unwrap_or(name),
            start_time: self.start_time,
            end_time: self.end_time,
            attributes,
            dropped_attributes_count: self.dropped_attributes_count + dropped,
            events: extras.events,
            links: extras.links,
            status: extras.status,
            instrumentation_scope: scope(),
        }
    }
}
