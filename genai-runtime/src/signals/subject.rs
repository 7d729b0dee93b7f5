//! The name of a span and the attributes that samplers see.

use std::borrow::Cow;

use genai_semconv::attribute;
use opentelemetry::StringValue;

use super::{Attributes, Conventions, Identity, openinference};
use crate::callsite::Site;
use crate::interned::{interned, interned_pair};
use crate::kind::OperationKind;

/// The facts from which the name and the initial attributes of a span are written.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Subject<'a> {
    pub(crate) callsite: &'a Site,
    pub(crate) identity: &'a Identity,
    pub(crate) conversation: Option<&'a StringValue>,
    /// The number of the attempt, counted from 1.
    pub(crate) attempt: Option<u64>,
    pub(crate) conventions: Conventions,
}

impl Subject<'_> {
    pub(super) fn kind(&self) -> OperationKind {
        self.callsite.kind.under(self.conventions.has_latest())
    }

    /// The name of the span.
    pub(crate) fn name(&self) -> Cow<'static, str> {
        let subject = match self.kind() {
            OperationKind::Model(_) => self.identity.model.as_ref().map(StringValue::as_str),
            OperationKind::Retrieval => self.identity.data_source.as_ref().map(StringValue::as_str),
            OperationKind::Plan => self.planner(),
            OperationKind::Memory(_) => None,
            _ => return self.name_of_step(),
        };
        match (self.kind().operation_name(), subject) {
            (Some(operation), Some(subject)) => interned_pair(operation, subject),
            (Some(operation), None) => Cow::Borrowed(operation),
            (None, _) => self.step_name(),
        }
    }

    fn name_of_step(&self) -> Cow<'static, str> {
        let name = self.step_name();
        match self.kind().operation_name() {
            Some(operation) => interned_pair(operation, &name),
            None => name,
        }
    }

    /// The agent that plans: the named one, else the acting one.
    fn planner(&self) -> Option<&str> {
        let acting = self.identity.agent.as_ref().map(StringValue::as_str);
        self.identity.name.as_deref().or(acting)
    }

    /// The value of the attribute that holds the name.
    fn named(&self) -> Option<Cow<'static, str>> {
        match self.kind() {
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

    /// The attributes that samplers see.
    pub(crate) fn attributes(&self) -> Attributes {
        let kind = self.kind();
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
            attributes.add(attribute::GEN_AI_SYSTEM, provider.map(former_provider));
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
        if openinference::is_written() {
            attributes.add(attribute::OPENINFERENCE_SPAN_KIND, kind.openinference());
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

/// The provider's name in `gen_ai.system`: xAI was renamed together with the attribute.
fn former_provider(provider: &StringValue) -> StringValue {
    match provider.as_str() {
        "x_ai" => "xai".into(),
        _ => provider.clone(),
    }
}
