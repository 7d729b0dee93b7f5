//! A queued span of our own tracer.
//!
//! Its memory was last used by another core. So the record is small, and its attributes and texts are appended to
//! buffers of its batch, where they follow those of the previous span and can be prefetched.

use std::time::SystemTime;

use opentelemetry::KeyValue;
use opentelemetry::trace::{SpanContext, SpanId, SpanKind};
use opentelemetry_sdk::trace::SpanData;

use super::destinations::truncate;
use super::own_span::Extras;
use super::record::DrainedBuffers;
use crate::signals::{KeptAnswer, KeptSubject, scope};

/// A queued span of our own tracer.
#[derive(Debug)]
pub(super) struct OwnRecord {
    pub(super) span_context: SpanContext,
    pub(super) parent_span_id: SpanId,
    pub(super) parent_span_is_remote: bool,
    pub(super) kind: SpanKind,
    pub(super) start_time: SystemTime,
    pub(super) end_time: SystemTime,
    /// The source of its name and initial attributes, if they are not written yet.
    pub(super) subject: Option<KeptSubject>,
    /// How many of its attributes were set while it was open: the first ones.
    pub(super) recorded: usize,
    /// How many attributes it has in the buffer of its batch.
    pub(super) attributes: usize,
    /// Whether it has an answer in the buffer of its batch.
    pub(super) has_answer: bool,
    pub(super) dropped_attributes_count: u32,
    /// The limit of its attributes.
    pub(super) most_attributes: u32,
    pub(super) extras: Option<Box<Extras>>,
}

impl OwnRecord {
    /// The span as it is exported, with its attributes from the buffers of its batch and, if it has captured content,
    /// room for that.
    pub(super) fn into_span_data(
        self,
        buffers: &mut DrainedBuffers<'_>,
        has_content: bool,
    ) -> SpanData {
        /// Attributes of most responses.
        const ANSWER: usize = 6;
        /// Attributes of captured content, except for a prompt with many variables.
        const CONTENT: usize = 8;
        let extras = self.extras.map_or_else(Extras::default, |it| *it);
        let (name, mut attributes) = self
            .subject
            .map_or_else(Default::default, KeptSubject::write);
        let opening = attributes.len();
        attributes.reserve(self.attributes + ANSWER);
        let recorded: Vec<_> = buffers.attributes.by_ref().take(self.recorded).collect();
        let answer = self.has_answer.then(|| buffers.answers.next()).flatten();
        let before = answer.as_ref().map_or(self.recorded, KeptAnswer::before);
        let next = before.saturating_sub(self.recorded);
        attributes.extend(buffers.attributes.by_ref().take(next));
        if let Some(answer) = answer {
            answer.write(&mut buffers.texts, &mut attributes);
        }
        let after = self.attributes.saturating_sub(before);
        attributes.extend(buffers.attributes.by_ref().take(after));
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

/// Inserts attributes that were set while a span was open at `at`, up to `most` attributes in all; returns how many did
/// not fit.
///
/// Those of the framework take precedence under the same key, and if there are too many: outcome and usage must not be
/// lost.
fn insert(recorded: Vec<KeyValue>, at: usize, attributes: &mut Vec<KeyValue>, most: usize) -> u32 {
    let room = most.saturating_sub(attributes.len());
    let mut kept: Vec<KeyValue> = Vec::with_capacity(room.min(recorded.len()));
    let mut surplus = 0;
    for attribute in recorded {
        let mut known = attributes.iter().chain(&kept);
        if known.any(|known| known.key == attribute.key) {
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
