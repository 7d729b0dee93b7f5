//! One span from start to end.

use std::borrow::Cow;
use std::time::{Instant, SystemTime};

use genai_semconv::{attribute, event};
use opentelemetry::trace::{Link, SpanContext, Status, TraceContextExt};
use opentelemetry::{Context, KeyValue, StringValue};

#[cfg(feature = "sdk")]
use super::direct::{self, EndedSpan};
use super::opening::{Opening, Route, SpanState, StartedSpan};
use super::redacted::redact_text;
use super::{Attributes, Content, Conventions, Identity, Unwritten, openinference, providers};
use crate::callsite::Callsite;
use crate::interned::{interned, interned_pair};
use crate::kind::OperationKind;
use crate::report::ResponseFacts;

/// All that a span starts with.
#[derive(Debug)]
pub(crate) struct SpanStart<'a> {
    pub(crate) callsite: &'a Callsite,
    pub(crate) kind: OperationKind,
    pub(crate) identity: &'a Identity,
    pub(crate) conversation: Option<&'a StringValue>,
    /// Which attempt it is, counted from 1.
    pub(crate) attempt: Option<u64>,
    /// Spans that it comes from too.
    pub(crate) links: Vec<SpanContext>,
    pub(crate) conventions: Conventions,
    pub(crate) time: SystemTime,
    /// The same by the monotonic clock.
    pub(crate) instant: Instant,
}

/// Why an operation failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) error_type: Cow<'static, str>,
    pub(crate) exception_type: Cow<'static, str>,
    /// Owned where it comes from the user's code, borrowed where it is the framework's.
    pub(crate) description: Cow<'static, str>,
}

/// All that a span ends with.
#[derive(Debug)]
pub(crate) struct SpanEnd<'a> {
    pub(crate) attributes: &'a mut Attributes,
    /// What the response said, if it is not among the attributes.
    pub(crate) unwritten: Option<(Unwritten, &'a mut Box<ResponseFacts>)>,
    pub(crate) failure: Option<&'a Failure>,
    pub(crate) content: Option<&'a Content>,
    pub(crate) route: Route,
    pub(crate) time: SystemTime,
}

impl SpanStart<'_> {
    /// Starts the span; none where nobody listens to anything.
    pub(crate) fn start(mut self, parent: &Context) -> Option<StartedSpan> {
        let links = std::mem::take(&mut self.links);
        let started = providers::start_span(|| self.opening(links, parent), parent, self.instant);
        let is_absent = started.state == SpanState::Absent;
        (!is_absent || !providers::note_silence(parent, self.instant)).then_some(started)
    }

    fn opening(&self, links: Vec<SpanContext>, parent: &Context) -> Opening {
        let mut name = self.name();
        let mut attributes = self.attributes();
        // Samplers see these, wherever the span goes then.
        if let Some(redaction) = providers::redaction(parent) {
            redact_text(&mut name, &redaction);
            attributes.redact(&redaction);
        }
        Opening {
            name,
            kind: self.kind.span_kind(),
            time: self.time,
            attributes: attributes.into_vec(),
            links: if links.is_empty() {
                Vec::new()
            } else {
                links.into_iter().map(Link::with_context).collect()
            },
        }
    }

    fn name(&self) -> Cow<'static, str> {
        let subject = match self.kind {
            OperationKind::Model(_) => self.identity.model.as_ref().map(StringValue::as_str),
            OperationKind::Retrieval => self.identity.data_source.as_ref().map(StringValue::as_str),
            OperationKind::Plan => self.planner(),
            OperationKind::Memory(_) => None,
            _ => return self.name_of_step(),
        };
        match (self.kind.operation_name(), subject) {
            (Some(operation), Some(subject)) => interned_pair(operation, subject),
            (Some(operation), None) => Cow::Borrowed(operation),
            (None, _) => self.step_name(),
        }
    }

    fn name_of_step(&self) -> Cow<'static, str> {
        let name = self.step_name();
        match self.kind.operation_name() {
            Some(operation) => interned_pair(operation, &name),
            None => name,
        }
    }

    /// The agent that plans: the one that is named, or the one that acts.
    fn planner(&self) -> Option<&str> {
        let acting = self.identity.agent.as_ref().map(StringValue::as_str);
        self.identity.name.as_deref().or(acting)
    }

    /// The value of the attribute that holds the name.
    fn named(&self) -> Option<Cow<'static, str>> {
        match self.kind {
            OperationKind::Plan => self.planner().map(interned),
            _ => Some(self.step_name()),
        }
    }

    fn step_name(&self) -> Cow<'static, str> {
        self.identity
            .name
            .clone()
            .unwrap_or(Cow::Borrowed(self.callsite.name))
    }

    /// What samplers see.
    pub(crate) fn attributes(&self) -> Attributes {
        let kind = self.kind;
        let identity = self.identity;
        let mut attributes = Attributes::of_span(kind);
        attributes.add(attribute::GEN_AI_OPERATION_NAME, kind.operation_name());
        if let Some(key) = kind.name_attribute() {
            attributes.add(key, self.named());
        }
        let provider = identity
            .provider
            .as_ref()
            .filter(|_| kind.has_provider(self.conventions.has_v1_41()));
        attributes.add(attribute::GEN_AI_PROVIDER_NAME, provider.cloned());
        if self.conventions.has_legacy() {
            attributes.add(attribute::GEN_AI_SYSTEM, provider.cloned());
        }
        attributes.add(attribute::GEN_AI_REQUEST_MODEL, identity.model.clone());
        attributes.add(
            attribute::GEN_AI_DATA_SOURCE_ID,
            identity.data_source.clone(),
        );
        attributes.add(attribute::GEN_AI_TOOL_TYPE, identity.tool_type.clone());
        if kind == OperationKind::Tool {
            attributes.add(attribute::GEN_AI_AGENT_NAME, identity.agent.clone());
        }
        if openinference::is_said() {
            let said = kind.openinference();
            attributes.add(attribute::OPENINFERENCE_SPAN_KIND, said);
        }
        if kind != OperationKind::Step {
            attributes.add_server(identity.server.as_ref());
        }
        let attempt = self
            .attempt
            .map(|number| i64::try_from(number).unwrap_or(i64::MAX));
        attributes.add(attribute::CHAIN_ATTEMPT, attempt);
        let conversation = self.conversation.cloned();
        attributes.add(attribute::GEN_AI_CONVERSATION_ID, conversation);
        attributes
    }
}

impl SpanEnd<'_> {
    /// Writes what is left to say and ends the span, whoever else still holds its context.
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
            if let Some(mut ended) = ended {
                self.hand_over(&mut *ended);
                offer(captured, || ended.pass_on());
            }
            return;
        }
        if let Some((unwritten, facts)) = self.unwritten.take() {
            unwritten.answer.write(facts, self.attributes);
        }
        span.set_attributes(self.attributes.drain());
        offer(captured, || span.end_with_timestamp(time));
    }

    /// Gives a span of ours all that is left to say.
    #[cfg(feature = "sdk")]
    fn hand_over(&mut self, span: &mut dyn EndedSpan) {
        let list = span.attributes();
        let before = list.len();
        self.attributes.append_to(list);
        if let Some((unwritten, facts)) = self.unwritten.take() {
            span.closing().take_over(unwritten.after(before), facts);
        }
    }
}

/// Ends a span while its content can be taken.
fn offer(content: Option<&Content>, end: impl FnOnce()) {
    match content {
        Some(captured) => captured.offering(end),
        None => end(),
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
