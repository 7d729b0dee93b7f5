//! What an operation takes from its surroundings: parent, links, attempt, and whom it serves.

use std::collections::HashSet;

use genai_semconv::attribute;
use opentelemetry::trace::{SpanContext, TraceContextExt};
use opentelemetry::{Context, StringValue};

use super::Start;
use crate::callsite::Callsite;
use crate::chain::{self, Attempt, Moment, Scope};
use crate::content::ContentCapture;
use crate::propagation::Contexts;
use crate::report::value::{Integer, Text};
use crate::signals::Identity;

/// Parent, links and attempt of an operation, and whom it serves; set before it starts.
#[derive(Debug, Default)]
pub(super) struct Origin {
    pub(super) parent: Option<Context>,
    /// Whether the parent of the started operation differs from the current context.
    pub(super) is_elsewhere: bool,
    /// Conversation, user, session and feature, which apply to all operations beneath too.
    pub(super) scope: Scope,
    /// The number of the attempt, counted from 1.
    attempt: Option<u64>,
    links: Vec<SpanContext>,
    /// When the function was called, if the operation starts later.
    pub(super) called: Option<Moment>,
    /// Whether content is captured, if the call sets it.
    pub(super) capture: Option<ContentCapture>,
}

impl Origin {
    /// The parent context, with the scope applied.
    #[inline]
    pub(super) fn parent(&mut self) -> Context {
        self.is_elsewhere = self.parent.is_some() || !self.scope.is_empty();
        if !self.is_elsewhere {
            return Context::current();
        }
        let parent = self.parent.take().unwrap_or_else(Context::current);
        if self.scope.is_empty() {
            return parent;
        }
        self.scope.on(&parent)
    }

    /// Resets for reuse.
    #[inline]
    pub(super) fn forget(&mut self) {
        self.parent = None;
        self.is_elsewhere = false;
        if !self.scope.is_empty() {
            self.scope = Scope::default();
        }
        self.attempt = None;
        self.links.clear();
        self.called = None;
        self.capture = None;
    }

    /// The attempt that this operation is, if it has a number.
    pub(super) fn attempt(
        &self,
        parent: &Context,
        callsite: &Callsite,
        identity: &Identity,
        is_made: bool,
    ) -> Option<Attempt> {
        let number = (self.attempt?, is_made);
        let source = identity.data_source.as_ref().map(StringValue::as_str);
        let thing = callsite.attempt_key(identity.name.as_deref(), source);
        Some(chain::attempt(parent, number, thing))
    }

    pub(super) fn number(&mut self, callsite: &Callsite, number: &impl Integer) {
        let Some(number) = number.integer() else {
            return;
        };
        match u64::try_from(number.value()) {
            Ok(number) if number > 0 => self.attempt = Some(number),
            _ => callsite.notify_of_attempt_below_1(),
        }
    }

    pub(super) fn link(&mut self, contexts: &(impl Contexts + ?Sized)) {
        contexts.each(&mut |context| {
            self.links.push(context.span().span_context().clone());
        });
    }

    /// The distinct, valid spans that the operation is linked to.
    #[inline]
    pub(super) fn links(&mut self, attempt: Option<&Attempt>) -> Vec<SpanContext> {
        let first = attempt.and_then(Attempt::first).cloned();
        let links = std::mem::take(&mut self.links);
        if first.is_none() && links.is_empty() {
            return links;
        }
        let mut seen = HashSet::new();
        let links = first.into_iter().chain(links);
        links
            .filter(|link| link.is_valid() && seen.insert((link.trace_id(), link.span_id())))
            .collect()
    }
}

impl Start {
    /// Sets the parent, instead of the current context.
    pub fn parent(&mut self, context: &Context) {
        if let Some(origin) = self.origin() {
            origin.parent = Some(context.clone());
        }
    }

    /// The conversation of this operation and of all beneath it.
    pub fn conversation(&mut self, conversation: impl Text) {
        if let Some(origin) = self.origin() {
            origin.scope.say_conversation(&conversation);
        }
    }

    /// The user whom this operation and all beneath it serve.
    pub fn user(&mut self, user: impl Text) {
        self.say(attribute::USER_ID, &user);
    }

    /// The session of this operation and of all beneath it.
    pub fn session(&mut self, session: impl Text) {
        self.say(attribute::SESSION_ID, &session);
    }

    /// The application's feature that this operation and all beneath it belong to.
    pub fn feature(&mut self, feature: impl Text) {
        self.say(attribute::APP_FEATURE, &feature);
    }

    /// The number of this attempt, counted from 1; anything less is left out.
    pub fn attempt(&mut self, number: impl Integer) {
        if let Some(operation) = self.unopened() {
            operation.origin.number(&operation.callsite, &number);
        }
    }

    /// Links to the spans of further contexts that caused this operation.
    pub fn links(&mut self, contexts: &(impl Contexts + ?Sized)) {
        if let Some(origin) = self.origin() {
            origin.link(contexts);
        }
    }

    fn say(&mut self, key: &'static str, text: &impl Text) {
        if let Some(origin) = self.origin() {
            origin.scope.say(key, text);
        }
    }
}
