//! The conversation that a chain belongs to.

use std::sync::Arc;

use opentelemetry::Context;

/// The conversation of everything beneath a workflow.
#[derive(Debug)]
struct Conversation(Arc<str>);

/// The context with that conversation in it.
pub(crate) fn with_conversation(context: &Context, id: Arc<str>) -> Context {
    context.with_value(Conversation(id))
}

/// The conversation that a context belongs to.
pub(crate) fn conversation(context: &Context) -> Option<Arc<str>> {
    context
        .get::<Conversation>()
        .map(|conversation| conversation.0.clone())
}
