//! A span of ours that has ended, as it waits for its export.
//!
//! Another processor has been since where it is written. So it is small, and whatever is said of it is written into
//! memory of its batch, behind what is said of the span before: then that memory is on its way here when it is needed.

use std::time::SystemTime;

use opentelemetry::KeyValue;
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
    /// The span as it leaves, with what its batch has to say of it and, if it has captured content, room for that.
    pub(super) fn leave(self, said: &mut SaidInTurn<'_>, has_content: bool) -> SpanData {
        /// What most responses say.
        const ANSWER: usize = 6;
        /// As much as captured content is, but for a prompt of many variables.
        const CONTENT: usize = 8;
        let extras = self.extras.map_or_else(Extras::default, |it| *it);
        let (name, mut attributes) = self
            .subject
            .map_or_else(Default::default, KeptSubject::write);
        let opening = attributes.len();
        attributes.reserve(self.attributes + ANSWER);
        let recorded: Vec<_> = said.attributes.by_ref().take(self.recorded).collect();
        let answer = self.has_answer.then(|| said.answers.next()).flatten();
        let before = answer.as_ref().map_or(self.recorded, KeptAnswer::before);
        let next = before.saturating_sub(self.recorded);
        attributes.extend(said.attributes.by_ref().take(next));
        if let Some(answer) = answer {
            answer.write(&mut said.texts, &mut attributes);
        }
        let after = self.attributes.saturating_sub(before);
        attributes.extend(said.attributes.by_ref().take(after));
        let mut attributes = attributes.into_vec();
        let most = usize::try_from(self.most_attributes).unwrap_or(usize::MAX);
        let most = most.saturating_sub(if has_content { CONTENT } else { 0 });
        let surplus = if recorded.is_empty() {
            0
        } else {
            insert(recorded, opening, &mut attributes, most)
        };
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

/// Puts what was recorded while a span went on among what the framework says of it, of which there may be so much;
/// returns how much of it had no room.
///
/// What the framework says under the same key counts, and how the span ended and what it cost count for more than the
/// last things that were recorded.
fn insert(recorded: Vec<KeyValue>, at: usize, attributes: &mut Vec<KeyValue>, most: usize) -> u32 {
    let room = most.saturating_sub(attributes.len());
    let mut kept: Vec<KeyValue> = Vec::with_capacity(room.min(recorded.len()));
    let mut surplus = 0;
    for attribute in recorded {
        let mut said = attributes.iter().chain(&kept);
        if said.any(|said| said.key == attribute.key) {
            continue;
        }
        if kept.len() < room {
            kept.push(attribute);
        } else {
            surplus += 1;
        }
    }
    drop(attributes.splice(at..at, kept));
    surplus
}
