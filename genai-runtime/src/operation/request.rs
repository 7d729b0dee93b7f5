//! What the request of an operation says of itself, and the template that it was made from.

use genai_semconv::attribute;

use super::Start;
use crate::report::value::Text;
use crate::report::{Request, RequestFacts, RequestReport};
use crate::signals::write_request;

impl Start {
    /// `gen_ai.request.model`, where the request knows it
    pub fn request_model(&mut self, request: &(impl RequestReport + ?Sized)) {
        if let Some(identity) = self.identity() {
            let mut facts = RequestFacts::default();
            request.report(&mut Request::model_alone(&mut facts));
            if let Some(model) = facts.model {
                identity.model = Some(model.into());
            }
        }
    }

    /// All that the request says besides, but for what the annotation says itself.
    pub fn request(&mut self, request: &(impl RequestReport + ?Sized), except: &[&str]) {
        let Some(operation) = self.operation() else {
            return;
        };
        let mut facts = RequestFacts::default();
        request.report(&mut Request::new(&mut facts, &mut operation.input, except));
        let attributes = &mut operation.attributes;
        write_request(
            &facts,
            operation.kind,
            &operation.identity,
            operation.conventions,
            attributes,
        );
        // What the program says was said when the span started.
        if operation.conversation.is_none() && operation.kind.has_conversation() {
            attributes.text(attribute::GEN_AI_CONVERSATION_ID, &facts.conversation);
        }
    }

    /// `gen_ai.prompt.name`
    pub fn prompt_name(&mut self, name: impl Text) {
        if let Some(operation) = self.operation() {
            let attributes = &mut operation.attributes;
            attributes.text(attribute::GEN_AI_PROMPT_NAME, &name);
        }
    }

    /// `gen_ai.prompt.version`, which the unreleased conventions have
    pub fn prompt_version(&mut self, version: impl Text) {
        if let Some(operation) = self.operation()
            && operation.conventions.has_latest()
        {
            let attributes = &mut operation.attributes;
            attributes.text(attribute::GEN_AI_PROMPT_VERSION, &version);
        }
    }

    /// `gen_ai.prompt.variable.<key>`, by its whole name, where content is captured
    pub fn prompt_variable(&mut self, key: &'static str, value: impl Text) {
        if let Some(operation) = self.operation()
            && operation.input.input.is_some()
        {
            operation.attributes.text(key, &value);
        }
    }
}
