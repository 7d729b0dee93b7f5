//! The subject of a queued span, from which the export thread writes the name and the initial attributes.

use std::borrow::Cow;

use opentelemetry::{KeyValue, StringValue};

use super::{Attributes, Conventions, Identity, Server, Subject};
use crate::callsite::Site;

/// The subject of a queued span. It is small, because each one is written to memory that another core has used since.
#[derive(Clone, Debug)]
pub(crate) struct KeptSubject {
    callsite: Site,
    conventions: Conventions,
    provider: Option<StringValue>,
    model: Option<StringValue>,
    server: Option<Server>,
    more: Option<Box<More>>,
}

/// Facts that few spans have.
#[derive(Clone, Debug)]
struct More {
    /// Without provider, model and server.
    identity: Identity,
    conversation: Option<StringValue>,
    attempt: Option<u64>,
}

impl KeptSubject {
    pub(super) fn of(subject: &Subject<'_>) -> Self {
        Self {
            callsite: subject.callsite.clone(),
            conventions: subject.conventions,
            provider: subject.identity.provider.clone(),
            model: subject.identity.model.clone(),
            server: subject.identity.server.clone(),
            more: More::of(subject),
        }
    }

    /// The name and the initial attributes of the span.
    pub(crate) fn write(self) -> (Cow<'static, str>, Attributes) {
        let more = self.more.map(|more| *more);
        let (identity, conversation, attempt) = more.map_or_else(Default::default, |more| {
            (more.identity, more.conversation, more.attempt)
        });
        let subject = Subject {
            callsite: &self.callsite,
            identity: &Identity {
                provider: self.provider,
                model: self.model,
                server: self.server,
                ..identity
            },
            conversation: conversation.as_ref(),
            attempt,
            conventions: self.conventions,
        };
        (subject.name(), subject.attributes())
    }

    /// Approximate size in bytes of the attributes that it becomes, without their texts: most spans start with four.
    pub(crate) const ATTRIBUTES: usize = 4 * size_of::<KeyValue>();

    /// Approximate size of its texts in bytes.
    pub(crate) fn bytes(&self) -> usize {
        let address = self.server.as_ref().map(|server| &server.address);
        let texts = [self.provider.as_ref(), self.model.as_ref(), address];
        let more = self.more.as_deref().map_or(0, More::bytes);
        lengths(texts) + more
    }
}

impl More {
    fn of(subject: &Subject<'_>) -> Option<Box<Self>> {
        let Identity {
            name,
            provider: _,
            model: _,
            server: _,
            data_source,
            tool_type,
            agent,
        } = subject.identity;
        let is_none = name.is_none()
            && data_source.is_none()
            && tool_type.is_none()
            && agent.is_none()
            && subject.conversation.is_none()
            && subject.attempt.is_none();
        (!is_none).then(|| {
            Box::new(Self {
                identity: Identity {
                    name: name.clone(),
                    data_source: data_source.clone(),
                    tool_type: tool_type.clone(),
                    agent: agent.clone(),
                    ..Identity::default()
                },
                conversation: subject.conversation.cloned(),
                attempt: subject.attempt,
            })
        })
    }

    fn bytes(&self) -> usize {
        let Identity {
            name,
            data_source,
            tool_type,
            agent,
            ..
        } = &self.identity;
        let texts = [data_source, tool_type, agent, &self.conversation];
        let name = name.as_ref().map_or(0, |name| name.len());
        size_of::<Self>() + lengths(texts.map(Option::as_ref)) + name
    }
}

fn lengths<const N: usize>(texts: [Option<&StringValue>; N]) -> usize {
    let texts = texts.into_iter().flatten();
    texts.map(|text| text.as_str().len()).sum()
}
