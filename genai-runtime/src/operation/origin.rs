//! Where an operation comes from, and who and what it is for: said before it starts.

use genai_semconv::attribute;
use opentelemetry::Context;

use super::Start;
use crate::chain::Scope;
use crate::report::value::Text;

/// Where an operation comes from.
#[derive(Debug, Default)]
pub(super) struct Origin {
    parent: Option<Context>,
    /// Who and what it and all beneath it are for.
    scope: Scope,
}

impl Origin {
    /// The context that the operation is nested under.
    pub(super) fn parent(&mut self) -> Context {
        let parent = self.parent.take().unwrap_or_else(Context::current);
        self.scope.on(&parent)
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

    fn say(&mut self, key: &'static str, text: &impl Text) {
        if let Some(origin) = self.origin() {
            origin.scope.say(key, text);
        }
    }
}
