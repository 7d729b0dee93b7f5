//! The purpose of a chain (conversation, user, session and the like), as contexts carry it.

use std::sync::Arc;

use opentelemetry::{Context, Value};

use crate::content::hidden::hides_content;

/// The attributes of a scope.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Purpose {
    conversation: Option<Arc<str>>,
    attributes: Vec<(&'static str, Value)>,
    is_saturated: bool,
}

hides_content!(Purpose);

/// The purpose of everything that runs in a context.
#[derive(Debug)]
struct Current(Arc<Purpose>);

impl Purpose {
    /// The purpose of what runs in a context, if there is one.
    #[inline]
    pub(crate) fn of(context: &Context) -> Option<Arc<Self>> {
        context.get::<Current>().map(|current| current.0.clone())
    }

    pub(crate) fn conversation(&self) -> Option<&Arc<str>> {
        self.conversation.as_ref()
    }

    pub(crate) fn attributes(&self) -> &[(&'static str, Value)] {
        &self.attributes
    }

    /// Whether an integer did not fit an `i64` and was replaced by the nearest one that does.
    pub(crate) fn is_saturated(&self) -> bool {
        self.is_saturated
    }

    pub(super) fn converse(&mut self, conversation: Arc<str>) {
        self.conversation = Some(conversation);
    }

    /// Sets an attribute, replacing one under the same key.
    pub(super) fn set(&mut self, key: &'static str, value: Value) {
        match self.attributes.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => *known = value,
            None => self.attributes.push((key, value)),
        }
    }

    pub(super) fn saturated(&mut self, is_saturated: bool) {
        self.is_saturated |= is_saturated;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.conversation.is_none() && self.attributes.is_empty()
    }

    /// The context with this purpose, completed by the context's own.
    pub(super) fn on(&self, context: &Context) -> Context {
        if self.is_empty() {
            return context.clone();
        }
        let mut purpose = match Self::of(context) {
            Some(outer) => (*outer).clone(),
            None => Self::default(),
        };
        if let Some(conversation) = &self.conversation {
            purpose.converse(conversation.clone());
        }
        for (key, value) in &self.attributes {
            purpose.set(key, value.clone());
        }
        purpose.saturated(self.is_saturated);
        context.with_value(Current(Arc::new(purpose)))
    }
}
