//! What a builder collects of an operation before it starts.

use genai_semconv::attribute;

use super::super::start::set_text;
use super::super::{Origin, Start};
use super::Says;
use crate::attributes::{AttributeList, AttributeTarget};
use crate::callsite::Callsite;
use crate::interned::interned;
use crate::report::value::Text;
use crate::signals::{Attributes, Identity, Server};

/// What a builder collects of an operation before it starts.
#[derive(Debug)]
pub(super) struct Facts {
    pub(super) callsite: Callsite,
    pub(super) identity: Identity,
    pub(super) origin: Origin,
    /// Attributes of the span that samplers do not see.
    pub(super) details: Attributes,
    /// Attributes that depend on the conventions in force: these three.
    pub(super) top_k: Option<f64>,
    pub(super) store: Option<String>,
    pub(super) record: Option<String>,
    pub(super) own: Vec<AttributeList>,
    /// Whether a closure that makes attributes has panicked.
    pub(super) has_panicked: bool,
    /// Names of the [`Request`](crate::Request) methods that the builder overrides.
    pub(super) said: Vec<&'static str>,
}

impl Facts {
    pub(super) fn new(callsite: Callsite) -> Self {
        Self {
            callsite,
            identity: Identity::default(),
            origin: Origin::default(),
            details: Attributes::default(),
            top_k: None,
            store: None,
            record: None,
            own: Vec::new(),
            has_panicked: false,
            said: Vec::new(),
        }
    }

    pub(super) fn name(&mut self, name: &impl Text) {
        let name = name.text().filter(|name| !name.is_empty());
        self.identity.name = name.map(interned);
    }

    pub(super) fn provider(&mut self, provider: &impl Text) {
        set_text(&mut self.identity.provider, provider);
    }

    pub(super) fn model(&mut self, model: &impl Text) {
        set_text(&mut self.identity.model, model);
    }

    pub(super) fn data_source(&mut self, data_source: &impl Text) {
        set_text(&mut self.identity.data_source, data_source);
    }

    pub(super) fn tool_type(&mut self, tool_type: &impl Text) {
        set_text(&mut self.identity.tool_type, tool_type);
    }

    pub(super) fn endpoint(&mut self, endpoint: &impl Text) {
        let endpoint = endpoint.text();
        self.identity.server = endpoint.and_then(|endpoint| Server::of(&endpoint));
    }

    /// Starts the operation. `said` runs the user's code: a panic in it is recorded on the span.
    pub(super) fn begin(mut self, said: &impl Says, start: &mut Start) {
        let kind = self.callsite.kind;
        start.identify(self.callsite, self.identity, self.origin);
        if said.is_nothing() {
            start.open();
        } else {
            start.describe(|start| {
                if !self.said.contains(&"model") {
                    said.identify(start);
                }
                if start.open() {
                    said.keys(&mut self.said);
                    said.say(&self.said, start);
                }
            });
        }
        if !start.open() {
            return;
        }
        if self.has_panicked {
            start.note_panic();
        }
        // `operation` may have been set after the parameters.
        self.details.retain(|key| kind.has_parameter(key));
        start.detail(self.details);
        if kind.has_parameter(attribute::GEN_AI_REQUEST_TOP_K) {
            start.top_k(self.top_k);
        }
        start.store(self.store);
        start.record(self.record);
        for list in self.own {
            let is_saturated = list.is_saturated();
            for (key, value) in list.into_values() {
                start.keep(key, Some(value), is_saturated);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::Facts;
    use crate::callsite::Callsite;

    #[test]
    fn a_repeated_name_is_not_copied() {
        let mut facts = Facts::new(Callsite::step("operation"));
        facts.name(&"look up".to_owned());
        assert_eq!(facts.identity.name, Some(Cow::Borrowed("look up")));
        assert!(matches!(facts.identity.name, Some(Cow::Borrowed(_))));
        facts.name(&"");
        assert_eq!(facts.identity.name, None);
    }
}
