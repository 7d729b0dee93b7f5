//! The start of an operation: span, metrics and content capture, from what was described before.

use std::borrow::Cow;

use opentelemetry::trace::TraceContextExt;

#[cfg(feature = "content")]
use super::capturing::Capturing;
#[cfg(not(feature = "content"))]
use super::no_capturing::Capturing;
use super::{Operation, Phase, manual_usage};
use crate::chain::{AgentRun, Moment, Step, Walk};
use crate::interned::interned;
use crate::kind::OperationKind;
use crate::now::now;
use crate::signals::{SpanStart, SpanState, conventions, purpose};

impl Operation {
    /// Starts the operation; returns whether any signal observes it.
    pub(super) fn begin(&mut self) -> bool {
        // A panic below leaves an operation that has nothing to end.
        self.phase = Phase::Ended;
        self.span.state = SpanState::Absent;
        self.span.time = None;
        let parent = &self.origin.parent();
        self.conventions = conventions(parent);
        self.kind = self.callsite.kind.under(self.conventions.has_latest());
        if self.kind.has_conversation()
            && let Some(conversation) = purpose::conversation(parent)
        {
            self.conversation = Some(conversation);
        }
        if let Some(caller) = AgentRun::acting(parent) {
            if self.kind.names_its_agent() {
                self.identity.agent = Some(interned(caller.name()).into());
            }
            if self.has_begun && self.kind.answers() {
                caller.turns_to(self.identity.provider.as_ref());
            }
            self.caller = Some(caller);
        }
        let attempt = self
            .origin
            .attempt(parent, &self.callsite, &self.identity, self.has_begun);
        self.attempt = attempt.map(Box::new);
        self.started = now();
        self.capture_choice = self.origin.capture.or(self.callsite.content);
        let links = self.origin.links(self.attempt.as_deref());
        let instant = self.started;
        let (subject, span) = self.subject_and_span();
        let mut start = SpanStart {
            subject,
            links,
            instant,
        };
        if !start.start(parent, span) {
            return false;
        }
        let is_recording = self.span.is_recording();
        if is_recording {
            self.attributes.make_room();
            if let Some(attempt) = self.attempt.as_mut().filter(|_| self.has_begun) {
                attempt.started(self.span.context.span().span_context());
            }
            let span = (self.span.route, self.conventions);
            let facts = (&mut self.input, &mut self.response);
            self.capturing = Capturing::begin(self.kind, self.capture_choice, parent, span, facts);
        }
        self.response.is_measured_alone = !is_recording && self.callsite.stream.is_none();
        let context = &mut self.span.context;
        self.manual_usage = manual_usage::open(&self.callsite, context, &mut self.response);
        if self.kind == OperationKind::Agent {
            let name = self.identity.name.as_deref();
            let name = name.unwrap_or(self.callsite.name);
            self.agent_run = Some(AgentRun::begin(name, context));
        }
        let is_step = !matches!(self.kind, OperationKind::Model(_));
        if is_step && self.has_begun && is_recording {
            // A plan's name is that of its agent.
            let is_named = self.callsite.kind != OperationKind::Plan;
            let name = self.identity.name.clone().filter(|_| is_named);
            let step = Step {
                name: name.unwrap_or(Cow::Borrowed(self.callsite.name)),
                is_workflow: self.kind == OperationKind::Workflow,
                called: self.origin.called.unwrap_or_else(Moment::of_call),
            };
            self.walk = Some(Walk::begin(step, parent, context));
        }
        self.phase = Phase::Begun;
        true
    }
}
