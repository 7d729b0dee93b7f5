//! Where an operation comes from, and who and what it is for: said before it starts.

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

/// Where an operation comes from.
#[derive(Debug, Default)]
pub(super) struct Origin {
    pub(super) parent: Option<Context>,
    /// Whether that, once the operation has started, is another one than the current one.
    pub(super) is_elsewhere: bool,
    /// Who and what it and all beneath it are for.
    pub(super) scope: Scope,
    /// Which attempt it is, counted from 1.
    attempt: Option<u64>,
    links: Vec<SpanContext>,
    /// When the function was called, where it starts later than that.
    pub(super) called: Option<Moment>,
    /// Whether its content is captured, where the call says so.
    pub(super) capture: Option<ContentCapture>,
}

impl Origin {
    /// The context that the operation is nested under.
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

    /// Makes room for that of another operation.
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

    /// The attempt that the operation is.
    pub(super) fn attempt(
        &self,
        parent: &Context,
        callsite: &Callsite,
        identity: &Identity,
        is_made: bool,
    ) -> Option<Attempt> {
        let number = (self.attempt?, is_made);
        let source = identity.data_source.as_ref().map(StringValue::as_str);
        let thing = callsite.thing(identity.name.as_deref(), source);
        Some(chain::attempt(parent, number, thing))
    }

    pub(super) fn number(&mut self, callsite: &Callsite, number: &impl Integer) {
        let Some(number) = number.integer() else {
            return;
        };
        match u64::try_from(number.value()) {
            Ok(number) if number > 0 => self.attempt = Some(number),
            _ => callsite.say_that_attempts_count_from_1(),
        }
    }

    pub(super) fn link(&mut self, contexts: &(impl Contexts + ?Sized)) {
        contexts.each(&mut |context| {
            self.links.push(context.span().span_context().clone());
        });
    }

    /// The spans that the operation is linked to, each once.
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
    /// The context to be nested under instead of the current one.
    pub fn parent(&mut self, context: &Context) {
        if let Some(origin) = self.origin() {
            origin.parent = Some(context.clone());
        }
    }

    /// The conversation that this operation and all beneath it belong to.
    pub fn conversation(&mut self, conversation: impl Text) {
        if let Some(origin) = self.origin() {
            origin.scope.say_conversation(&conversation);
        }
    }

    /// Who is served by this operation and all beneath it.
    pub fn user(&mut self, user: impl Text) {
        self.say(attribute::USER_ID, &user);
    }

    /// The session that this operation and all beneath it belong to.
    pub fn session(&mut self, session: impl Text) {
        self.say(attribute::SESSION_ID, &session);
    }

    /// The feature of the application that this operation and all beneath it belong to.
    pub fn feature(&mut self, feature: impl Text) {
        self.say(attribute::APP_FEATURE, &feature);
    }

    /// Which attempt this is, counted from 1; anything less is none.
    pub fn attempt(&mut self, number: impl Integer) {
        if let Some(operation) = self.unopened() {
            operation.origin.number(&operation.callsite, &number);
        }
    }

    /// The spans of other contexts that this operation comes from too.
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
