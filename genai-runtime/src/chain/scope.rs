//! Sets attributes for everything within a scope.

use std::sync::Arc;

use futures_core::Stream;
use genai_semconv::attribute;
use opentelemetry::{Context, Value};

use super::InScope;
use super::in_scope::Entered;
use super::purpose::Purpose;
use crate::attributes::{AttributeList, AttributeValue, wanted};
use crate::notice::notice_once;
use crate::report::value::Text;
use crate::shield::{attach, current_context};

/// The conversation, user, session, feature and further attributes of everything within it; made by [`scope`].
///
/// They are set on every span beneath, also in tasks and threads to which the [context propagates](crate::propagation).
/// They are not written to headers, and to metrics only if `TelemetryBuilder::metric_attributes` lists them. An inner
/// scope overrides an outer one, and attributes of a function itself override both.
#[derive(Debug, Clone, Default)]
#[must_use = "a scope has no effect until it is entered"]
pub struct Scope(Purpose);

/// Creates an empty scope.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "testing")] {
/// use genai_runtime::{Usage, chain, llm_span, testing};
///
/// #[llm_span(system = "openai", model = "gpt-4o-mini")]
/// async fn complete(prompt: &str) -> Usage {
///     Usage::new().input(prompt.len() as u64)
/// }
///
/// async fn handle(user: &str, prompt: &str) {
///     let scope = chain::scope().user(user).conversation("c-1").feature("search");
///     scope.attribute("app.tenant", 7).enter_async(complete(prompt)).await;
/// }
///
/// let capture = testing::capture();
/// futures::executor::block_on(capture.run_async(handle("u-42", "hello")));
/// let span = capture.span("chat gpt-4o-mini");
/// assert_eq!(span.text("user.id").as_deref(), Some("u-42"));
/// assert_eq!(span.text("gen_ai.conversation.id").as_deref(), Some("c-1"));
/// assert_eq!(span.text("app.feature").as_deref(), Some("search"));
/// assert_eq!(span.integer("app.tenant"), Some(7));
/// # }
/// ```
pub fn scope() -> Scope {
    Scope::default()
}

impl Scope {
    /// Sets the conversation (`gen_ai.conversation.id`) of calls to models other than embeddings, of agents, tools and
    /// workflows. v1.41 does not define it for tools and workflows, but it is written there, too. `None` keeps that of
    /// an outer scope.
    pub fn conversation(mut self, id: impl Text) -> Self {
        self.say_conversation(&id);
        self
    }

    /// Sets the user who is served (`user.id`).
    pub fn user(mut self, id: impl Text) -> Self {
        self.say(attribute::USER_ID, &id);
        self
    }

    /// Sets the session (`session.id`).
    pub fn session(mut self, id: impl Text) -> Self {
        self.say(attribute::SESSION_ID, &id);
        self
    }

    /// Sets the feature of the application (`app.feature`).
    pub fn feature(mut self, name: impl Text) -> Self {
        self.say(attribute::APP_FEATURE, &name);
        self
    }

    /// Adds an attribute of your own. A key that describes a single call (`gen_ai.*`, `error.type` and those of this
    /// framework) does not belong on all spans beneath: it is left out, and the diagnostics report it.
    pub fn attribute(mut self, key: &'static str, value: impl AttributeValue) -> Self {
        self.set(key, value.attribute_value());
        self.0.saturated(value.is_saturated());
        self
    }

    /// Adds attributes of your own, checked at compile time. Pass a closure around [`attributes!`](crate::attributes):
    /// the macro alone gives an empty list outside of a recording span.
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_runtime::{attributes, chain};
    ///
    /// let scope = chain::scope().attributes(|| attributes! { "app.tenant" = 7, user.name = "Ada" });
    /// scope.enter(|| {});
    /// ```
    pub fn attributes(mut self, attributes: impl FnOnce() -> AttributeList) -> Self {
        let attributes = wanted(attributes);
        self.0.saturated(attributes.is_saturated());
        for (key, value) in attributes.into_values() {
            self.set(key, Some(value));
        }
        self
    }

    /// Runs a closure within this scope. A future or a stream that the closure returns runs outside of the scope: use
    /// [`enter_async`](Self::enter_async) or [`enter_stream`](Self::enter_stream).
    pub fn enter<R>(self, run: impl FnOnce() -> R) -> R {
        let _attached = attach(&self.on(&current_context()));
        run()
    }

    /// Runs a future within this scope, wherever it is polled or dropped. The scope is added to the context of
    /// the first poll.
    pub fn enter_async<Fut: Future>(self, future: Fut) -> InScope<Fut> {
        InScope::of(Entered::new(self), future)
    }

    /// Runs a stream within this scope, but not its consumer. The operation of a function that returns a stream
    /// begins at the call: call the function within [`enter`](Self::enter).
    pub fn enter_stream<S: Stream>(self, stream: S) -> InScope<S> {
        InScope::of(Entered::new(self), stream)
    }

    /// Returns the context with this scope added, for `parent = …` and for runtimes that take contexts.
    ///
    /// # Examples
    ///
    /// ```
    /// use genai_runtime::{chain, chain_step, propagation};
    ///
    /// #[chain_step(parent = chain::scope().session(session).on(&propagation::extract(headers)))]
    /// fn handle(headers: &http::HeaderMap, session: &str) {}
    /// # handle(&http::HeaderMap::new(), "s-1");
    /// ```
    pub fn on(&self, context: &Context) -> Context {
        self.0.on(context)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn say_conversation(&mut self, id: &impl Text) {
        if let Some(id) = id.text() {
            self.0.converse(Arc::from(&*id));
        }
    }

    pub(crate) fn say(&mut self, key: &'static str, text: &impl Text) {
        if let Some(text) = text.text() {
            self.0.set(key, Value::from(text.into_owned()));
        }
    }

    fn set(&mut self, key: &'static str, value: Option<Value>) {
        let Some(value) = value else { return };
        if key == attribute::GEN_AI_CONVERSATION_ID {
            self.0.converse(Arc::from(&*value.as_str()));
        } else if is_of_one_span(key) {
            notice_once(&format!(
                "the attribute `{key}` of a scope is left out: it describes a single operation; set it on that operation"
            ));
        } else {
            self.0.set(key, value);
        }
    }
}

/// Whether a key describes a single operation, so that it must not be set on all spans of a scope.
pub(crate) fn is_of_one_span(key: &str) -> bool {
    let namespaces = ["gen_ai.", "genai_runtime.", "chain.", "openinference."];
    let is_of_framework = namespaces
        .iter()
        .any(|namespace| key.starts_with(namespace));
    let is_of_chain = key == attribute::GEN_AI_CONVERSATION_ID;
    key.is_empty() || key == attribute::ERROR_TYPE || (is_of_framework && !is_of_chain)
}
