//! One span from start to end.

use std::borrow::Cow;
use std::ops::Range;
use std::time::{Instant, SystemTime};

use genai_semconv::{attribute, event};
use opentelemetry::trace::{Link, SpanContext, Status, TraceContextExt};
use opentelemetry::{Context, KeyValue};

use super::clock::time_at;
use super::opening::{Opening, Route, SpanState, StartedSpan};
use super::subject::Subject;
use super::{Attributes, Content, Unwritten, providers};
#[cfg(feature = "sdk")]
use super::{SpanEndData, direct};
use crate::content::hidden::hides_content;
use crate::report::ResponseFacts;
use crate::shield::shielded;

/// A span to start.
#[derive(Debug)]
pub(crate) struct SpanStart<'a> {
    pub(crate) subject: Subject<'a>,
    /// Spans to link to.
    pub(crate) links: Vec<SpanContext>,
    pub(crate) instant: Instant,
}

/// Why an operation failed.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) error_type: Cow<'static, str>,
    pub(crate) exception_type: Cow<'static, str>,
    /// Owned if it comes from the user's code or from a provider, borrowed if it is this crate's own.
    pub(crate) description: Cow<'static, str>,
}

hides_content!(Failure);

/// A span to end, and what is added to it before.
#[derive(Debug)]
pub(crate) struct SpanEnd<'a> {
    pub(crate) attributes: &'a mut Attributes,
    /// The attributes that yield to those that were recorded while the span was open.
    #[cfg_attr(
        not(feature = "sdk"),
        expect(dead_code, reason = "without the SDK, nobody knows what was recorded")
    )]
    pub(crate) own: Range<usize>,
    /// The response, if its attributes are not written yet.
    pub(crate) unwritten: Option<(Unwritten, &'a mut ResponseFacts)>,
    pub(crate) failure: Option<&'a Failure>,
    pub(crate) content: Option<&'a Content>,
    pub(crate) route: Route,
    pub(crate) time: SystemTime,
}

impl SpanStart<'_> {
    /// Starts the span; returns whether any signal is observed. A third-party sampler or processor that panics costs
    /// only the span.
    pub(crate) fn start(&mut self, parent: &Context, started: &mut StartedSpan) -> bool {
        let now = self.instant;
        let opening = |route| { self }.opening(parent, route);
        if shielded(|| providers::start_span(opening, parent, now, started)).is_none() {
            started.leave_out(parent);
            return true;
        }
        started.state != SpanState::Absent || !providers::note_silence(parent, now)
    }

    fn opening(&mut self, parent: &Context, route: Route) -> Opening<'_> {
        let links = std::mem::take(&mut self.links);
        Opening {
            subject: &self.subject,
            time: time_at(self.instant, !parent.has_active_span()),
            links: if links.is_empty() {
                Vec::new()
            } else {
                links.into_iter().map(Link::with_context).collect()
            },
            redaction: providers::redaction_of(parent, route),
        }
    }
}

impl SpanEnd<'_> {
    /// Writes the remaining attributes and ends the span, even if other code still holds its context.
    pub(crate) fn end(mut self, context: &Context) {
        let span = context.span();
        if let Some(failure) = self.failure {
            self.attributes
                .add(attribute::ERROR_TYPE, Some(failure.error_type.clone()));
            span.add_event_with_timestamp(event::EXCEPTION, self.time, failure.attributes());
            span.set_status(Status::error(failure.description.clone()));
        }
        if let Some(redaction) = providers::redaction_of(context, self.route) {
            if let Some((unwritten, facts)) = self.unwritten.take() {
                unwritten.answer.write(facts, self.attributes);
            }
            self.attributes.redact(&redaction);
        }
        if let Some(captured) = self.content {
            self.attributes
                .extend(captured.span_attributes().into_iter());
        }
        let (captured, time) = (self.content, self.time);
        #[cfg(feature = "sdk")]
        if self.route == Route::Direct
            && let Ok(ended) = direct::ending(|| span.end_with_timestamp(time))
        {
            if let Some(ended) = ended {
                let last = SpanEndData {
                    attributes: self.attributes.list(),
                    own: self.own,
                    answer: self.unwritten,
                };
                Content::offering(captured, || ended.pass_on(last));
            }
            return;
        }
        if let Some((unwritten, facts)) = self.unwritten.take() {
            unwritten.answer.write(facts, self.attributes);
        }
        span.set_attributes(self.attributes.drain());
        Content::offering(captured, || span.end_with_timestamp(time));
    }
}

impl Failure {
    pub(super) fn attributes(&self) -> Vec<KeyValue> {
        let mut attributes = Attributes::default();
        attributes.add(attribute::EXCEPTION_TYPE, Some(self.exception_type.clone()));
        let message = Some(self.description.clone()).filter(|message| !message.is_empty());
        attributes.add(attribute::EXCEPTION_MESSAGE, message);
        attributes.into_vec()
    }
}
