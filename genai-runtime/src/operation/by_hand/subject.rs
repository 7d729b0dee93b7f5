//! Methods that describe operations of certain kinds.

use genai_semconv::attribute;

use super::{Agent, Memory, Operation, RemoteAgent, Retrieval, Tool, Workflow};
use crate::report::value::{Number, Text};

macro_rules! setters {
    ($($kind:ident),*: $($(#[$doc:meta])* $name:ident($facts:ident, $value:ident) $set:expr;)*) => {
        setters!(@ ($($kind)*) $([$(#[$doc])* $name($facts, $value) $set])*);
    };
    (@ () $($setter:tt)*) => {};
    (@ ($kind:ident $($kinds:ident)*) $($setter:tt)*) => {
        impl<U, C, S> Operation<$kind, U, C, S> {
            $(setters!(@@ $setter);)*
        }
        setters!(@ ($($kinds)*) $($setter)*);
    };
    (@@ [$(#[$doc:meta])* $name:ident($facts:ident, $value:ident) $set:expr]) => {
        $(#[$doc])*
        pub fn $name(mut self, $value: impl Text) -> Self {
            let ($facts, $value) = (&mut self.facts, &$value);
            $set;
            self
        }
    };
}

setters! {
    Workflow, Agent, RemoteAgent:
    /// The conversation of this operation and of all beneath it (`gen_ai.conversation.id`).
    conversation(facts, id) facts.origin.scope.say_conversation(id);
    /// The user whom this operation and all beneath it serve (`user.id`).
    user(facts, id) facts.origin.scope.say(attribute::USER_ID, id);
    /// The session of this operation and of all beneath it (`session.id`).
    session(facts, id) facts.origin.scope.say(attribute::SESSION_ID, id);
    /// The application's feature that this operation and all beneath it belong to (`app.feature`).
    feature(facts, name) facts.origin.scope.say(attribute::APP_FEATURE, name);
}

setters! {
    Agent, RemoteAgent:
    /// What the agent is for (`gen_ai.agent.description`).
    description(facts, text) facts.details.text(attribute::GEN_AI_AGENT_DESCRIPTION, text);
    /// The model that the agent uses (`gen_ai.request.model`).
    model(facts, name) facts.model(name);
}

setters! {
    Agent:
    /// The provider whose models the agent uses (`gen_ai.provider.name`). Default: the provider of the first model that
    /// it calls. Left out under the unreleased conventions.
    provider(facts, name) facts.provider(name);
}

setters! {
    RemoteAgent:
    /// The server of the agent (`server.address`, `server.port`): a URL, `host:port` or a host. The port defaults to
    /// that of the scheme, else to 443; user, password and path are dropped.
    endpoint(facts, endpoint) facts.endpoint(endpoint);
    /// Identifier of the agent at its provider (`gen_ai.agent.id`).
    id(facts, id) facts.details.text(attribute::GEN_AI_AGENT_ID, id);
    /// The version of the agent (`gen_ai.agent.version`).
    version(facts, version) facts.details.text(attribute::GEN_AI_AGENT_VERSION, version);
}

setters! {
    Tool:
    /// `function`, `extension` or `datastore` (`gen_ai.tool.type`).
    tool_type(facts, name) facts.tool_type(name);
    /// What the tool does (`gen_ai.tool.description`).
    description(facts, text) facts.details.text(attribute::GEN_AI_TOOL_DESCRIPTION, text);
    /// Identifier that the model gave to this call of the tool (`gen_ai.tool.call.id`).
    call_id(facts, id) facts.details.text(attribute::GEN_AI_TOOL_CALL_ID, id);
}

setters! {
    Memory:
    /// The provider of the memory (`gen_ai.provider.name`). Left out under v1.41.
    provider(facts, name) facts.provider(name);
    /// The server of the memory (`server.address`, `server.port`): a URL, `host:port` or a host. The port defaults to
    /// that of the scheme, else to 443; user, password and path are dropped. Left out under v1.41.
    endpoint(facts, endpoint) facts.endpoint(endpoint);
    /// The store that holds the memory (`gen_ai.memory.store.id`, unreleased conventions). Left out under v1.41.
    store(facts, id) facts.store = id.text().map(std::borrow::Cow::into_owned);
    /// The record to read or change (`gen_ai.memory.record.id`, unreleased conventions). Left out under v1.41.
    record(facts, id) facts.record = id.text().map(std::borrow::Cow::into_owned);
}

setters! {
    Retrieval:
    /// The provider of the search service (`gen_ai.provider.name`).
    provider(facts, name) facts.provider(name);
    /// The model that the search uses, such as an embedding model (`gen_ai.request.model`).
    model(facts, name) facts.model(name);
    /// The server of the search service (`server.address`, `server.port`): a URL, `host:port` or a host. The port
    /// defaults to that of the scheme, else to 443; user, password and path are dropped.
    endpoint(facts, endpoint) facts.endpoint(endpoint);
}

impl<U, C, S> Operation<Retrieval, U, C, S> {
    /// How many documents are requested: `gen_ai.request.top_k`, or under the unreleased conventions
    /// `gen_ai.retrieval.top_k`, which takes integers only. `None` sets nothing.
    pub fn top_k(mut self, count: impl Number) -> Self {
        self.facts.top_k = count.number();
        self
    }
}
