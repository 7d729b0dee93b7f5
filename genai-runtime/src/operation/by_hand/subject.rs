//! What is said of operations of one kind or few.

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
    /// The conversation that it and all beneath it belong to (`gen_ai.conversation.id`).
    conversation(facts, id) facts.origin.scope.say_conversation(id);
    /// Who is served by it and all beneath it (`user.id`).
    user(facts, id) facts.origin.scope.say(attribute::USER_ID, id);
    /// The session that it and all beneath it belong to (`session.id`).
    session(facts, id) facts.origin.scope.say(attribute::SESSION_ID, id);
    /// The feature of the application that it and all beneath it belong to (`app.feature`).
    feature(facts, name) facts.origin.scope.say(attribute::APP_FEATURE, name);
}

setters! {
    Agent, RemoteAgent:
    /// What the agent is for (`gen_ai.agent.description`).
    description(facts, text) facts.details.text(attribute::GEN_AI_AGENT_DESCRIPTION, text);
    /// The model that it uses (`gen_ai.request.model`).
    model(facts, name) facts.model(name);
}

setters! {
    Agent:
    /// The provider whose models it uses (`gen_ai.provider.name`). Default: that of the first model that it calls. The
    /// unreleased conventions do not have it.
    provider(facts, name) facts.provider(name);
}

setters! {
    RemoteAgent:
    /// Where it is served: a URL, `host:port` or a host (`server.address`, `server.port`). The port is 443 unless a
    /// scheme or a port says otherwise; user, password and path are dropped.
    endpoint(facts, endpoint) facts.endpoint(endpoint);
    /// What identifies the agent where it is served (`gen_ai.agent.id`).
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
    /// Identifier of the model's call that this executes (`gen_ai.tool.call.id`).
    call_id(facts, id) facts.details.text(attribute::GEN_AI_TOOL_CALL_ID, id);
}

setters! {
    Memory:
    /// Who keeps the memory (`gen_ai.provider.name`). Left out under v1.41.
    provider(facts, name) facts.provider(name);
    /// Where it is kept: a URL, `host:port` or a host (`server.address`, `server.port`). The port is 443 unless a
    /// scheme or a port says otherwise; user, password and path are dropped. Left out under v1.41.
    endpoint(facts, endpoint) facts.endpoint(endpoint);
    /// The store that the memory is in (`gen_ai.memory.store.id`, unreleased conventions). Left out under v1.41.
    store(facts, id) facts.store = id.text().map(std::borrow::Cow::into_owned);
    /// The record that is meant (`gen_ai.memory.record.id`, unreleased conventions). Left out under v1.41.
    record(facts, id) facts.record = id.text().map(std::borrow::Cow::into_owned);
}

setters! {
    Retrieval:
    /// The provider whose service looks the documents up (`gen_ai.provider.name`).
    provider(facts, name) facts.provider(name);
    /// The model that finds them, such as an embedding model (`gen_ai.request.model`).
    model(facts, name) facts.model(name);
    /// Where they are looked up: a URL, `host:port` or a host (`server.address`, `server.port`). The port is 443 unless
    /// a scheme or a port says otherwise; user, password and path are dropped.
    endpoint(facts, endpoint) facts.endpoint(endpoint);
}

impl<U, C, S> Operation<Retrieval, U, C, S> {
    /// How many documents are asked for: `gen_ai.request.top_k`, in the unreleased conventions
    /// `gen_ai.retrieval.top_k`, which takes whole numbers only. `None` sets nothing.
    pub fn top_k(mut self, count: impl Number) -> Self {
        self.facts.top_k = count.number();
        self
    }
}
