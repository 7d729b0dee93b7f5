//! One span from start to end.

use std::borrow::Cow;
use std::time::SystemTime;

use genai_semconv::{attribute, event};
use opentelemetry::trace::{Span, Status, TraceContextExt};
use opentelemetry::{Context, KeyValue, StringValue, Value};

use super::{Identity, providers};
use crate::callsite::{Callsite, OperationKind};

/// All that a span starts with.
#[derive(Debug)]
pub(crate) struct SpanStart<'a> {
    pub(crate) callsite: &'static Callsite,
    pub(crate) identity: &'a Identity,
    pub(crate) conversation: Option<&'a str>,
    pub(crate) time: SystemTime,
}

/// A span that has started.
#[derive(Debug)]
pub(crate) struct StartedSpan {
    /// The parent's context with the span in it.
    pub(crate) context: Context,
    /// Whether a tracer stands behind it that is more than a no-op.
    pub(crate) exists: bool,
    /// Whether what is said of it is kept.
    pub(crate) is_recording: bool,
}

/// Why an operation failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) error_type: Cow<'static, str>,
    pub(crate) exception_type: Cow<'static, str>,
    pub(crate) description: String,
}

/// All that a span ends with.
#[derive(Debug)]
pub(crate) struct SpanEnd<'a> {
    pub(crate) attributes: Vec<KeyValue>,
    pub(crate) failure: Option<&'a Failure>,
    pub(crate) time: SystemTime,
}

impl SpanStart<'_> {
    pub(crate) fn start(self, parent: &Context) -> StartedSpan {
        let attributes = self.attributes();
        let span = providers::start_span(self.name(), parent, |builder| {
            builder
                .with_kind(self.callsite.kind.span_kind())
                .with_start_time(self.time)
                .with_attributes(attributes)
        });
        let started = span.span_context();
        // A no-op tracer hands back the parent's own span context.
        let exists =
            started.is_valid() && started.span_id() != parent.span().span_context().span_id();
        let is_recording = span.is_recording();
        let context = if exists {
            parent.with_span(span)
        } else {
            parent.clone()
        };
        StartedSpan {
            context,
            exists,
            is_recording: exists && is_recording,
        }
    }

    fn name(&self) -> Cow<'static, str> {
        let named = |subject: Option<&str>| match (self.callsite.kind.operation_name(), subject) {
            (Some(operation), Some(subject)) => Cow::Owned(format!("{operation} {subject}")),
            (Some(operation), None) => Cow::Borrowed(operation),
            (None, _) => self.step_name(),
        };
        match self.callsite.kind {
            OperationKind::Model(_) => named(self.identity.model.as_ref().map(StringValue::as_str)),
            OperationKind::Retrieval => {
                named(self.identity.data_source.as_ref().map(StringValue::as_str))
            }
            OperationKind::Workflow | OperationKind::Tool => named(Some(&self.step_name())),
            OperationKind::Step => self.step_name(),
        }
    }

    fn step_name(&self) -> Cow<'static, str> {
        self.identity
            .name
            .clone()
            .unwrap_or(Cow::Borrowed(self.callsite.name))
    }

    fn attributes(&self) -> Vec<KeyValue> {
        let identity = self.identity;
        let mut attributes = Vec::with_capacity(8);
        let mut push = |key, value: Option<Value>| {
            attributes.extend(value.map(|value| KeyValue::new(key, value)));
        };
        let operation = self.callsite.kind.operation_name();
        push(attribute::GEN_AI_OPERATION_NAME, operation.map(Value::from));
        let own_name = match self.callsite.kind {
            OperationKind::Model(_) | OperationKind::Retrieval => None,
            OperationKind::Step => Some(attribute::CHAIN_STEP_NAME),
            OperationKind::Workflow => Some(attribute::GEN_AI_WORKFLOW_NAME),
            OperationKind::Tool => Some(attribute::GEN_AI_TOOL_NAME),
        };
        if let Some(key) = own_name {
            push(key, Some(self.step_name().into()));
        }
        push(
            attribute::GEN_AI_PROVIDER_NAME,
            identity.provider.clone().map(Value::from),
        );
        push(
            attribute::GEN_AI_REQUEST_MODEL,
            identity.model.clone().map(Value::from),
        );
        push(
            attribute::GEN_AI_DATA_SOURCE_ID,
            identity.data_source.clone().map(Value::from),
        );
        push(
            attribute::GEN_AI_TOOL_TYPE,
            identity.tool_type.clone().map(Value::from),
        );
        if let Some(server) = &identity.server {
            push(
                attribute::SERVER_ADDRESS,
                Some(server.address.clone().into()),
            );
            push(
                attribute::SERVER_PORT,
                server.port.map(|port| Value::from(i64::from(port))),
            );
        }
        let conversation = self.conversation.map(|id| Value::from(id.to_owned()));
        push(attribute::GEN_AI_CONVERSATION_ID, conversation);
        attributes
    }
}

impl SpanEnd<'_> {
    /// Writes what is left to say and ends the span, whoever else still holds its context.
    pub(crate) fn end(mut self, context: &Context) {
        let span = context.span();
        if let Some(failure) = self.failure {
            self.attributes.push(KeyValue::new(
                attribute::ERROR_TYPE,
                failure.error_type.clone(),
            ));
            span.add_event_with_timestamp(event::EXCEPTION, self.time, failure.attributes());
            span.set_status(Status::error(failure.description.clone()));
        }
        span.set_attributes(self.attributes);
        span.end_with_timestamp(self.time);
    }
}

impl Failure {
    pub(super) fn attributes(&self) -> Vec<KeyValue> {
        let mut attributes = vec![KeyValue::new(
            attribute::EXCEPTION_TYPE,
            self.exception_type.clone(),
        )];
        if !self.description.is_empty() {
            attributes.push(KeyValue::new(
                attribute::EXCEPTION_MESSAGE,
                self.description.clone(),
            ));
        }
        attributes
    }
}
