//! Attributes from the request of an operation and from its prompt template.

use genai_semconv::attribute;

use super::Start;
use crate::report::value::Text;
use crate::report::{Request, RequestFacts, RequestReport};
use crate::signals::write_request;

impl Start {
    /// `gen_ai.request.model`, if the request reports it
    pub fn request_model(&mut self, request: &(impl RequestReport + ?Sized)) {
        if let Some(identity) = self.identity() {
            let mut facts = RequestFacts::default();
            request.report(&mut Request::model_alone(&mut facts));
            if let Some(model) = facts.model.filter(|model| !model.is_empty()) {
                identity.model = Some(model.into());
            }
        }
    }

    /// All else that the request reports, except what the annotation overrides.
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
        // A conversation that the program sets takes precedence; it was written when the span started.
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

    /// `gen_ai.prompt.version` of a named prompt (unreleased conventions)
    pub fn prompt_version(&mut self, version: impl Text) {
        if let Some(operation) = self.operation()
            && operation.conventions.has_latest()
            && operation.attributes.contains(attribute::GEN_AI_PROMPT_NAME)
        {
            let attributes = &mut operation.attributes;
            attributes.text(attribute::GEN_AI_PROMPT_VERSION, &version);
        }
    }

    /// `gen_ai.prompt.variable.<key>`, where content is captured; `key` is the whole name of the attribute
    pub fn prompt_variable(&mut self, key: &'static str, value: impl Text) {
        if let Some(operation) = self.operation()
            && let Some(capturing) = &mut operation.capturing
            && let Some(value) = value.text()
        {
            capturing.text(key, &value);
        }
    }
}

#[cfg(all(test, feature = "testing", feature = "content"))]
#[allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]
mod tests {
    use super::Start;
    use crate::callsite::Callsite;
    use crate::content::{ContentCapture, Input, Part};
    use crate::report::{Request, RequestReport, ToolReport};
    use crate::testing::capture;

    static CALL: Callsite = Callsite::model_call("chat", "call").provider("openai");

    struct Ask;

    impl RequestReport for Ask {
        fn report(&self, request: &mut Request<'_>) {
            request.messages().message("user").text("of the request");
            let mut instructions = request.system_instructions();
            instructions.message("system").text("of the request");
            ToolReport::report("of_the_request", &mut request.tools());
        }
    }

    /// The input of an operation whose content is captured or not, and its size.
    fn told(is_captured: bool, say: impl FnOnce(&mut Start)) -> (Option<Input>, Option<u64>) {
        let content = if is_captured {
            ContentCapture::SpanOnly
        } else {
            ContentCapture::NoContent
        };
        let input = capture().with_content(content).run(|| {
            let mut start = Start::new(&CALL);
            start.open();
            say(&mut start);
            std::mem::take(&mut start.operation().unwrap().input)
        });
        (input.input, input.bytes)
    }

    #[test]
    fn content_of_the_annotation_replaces_that_of_the_request() {
        let (input, bytes) = told(true, |start| {
            start.request(&Ask, &["input", "tools"]);
            start.input("mine");
            start.tools(&["my_tool"]);
        });
        let input = input.unwrap();
        let texts: Vec<_> = input
            .messages
            .iter()
            .flat_map(|message| &message.parts)
            .chain(&input.instructions)
            .collect();
        let text = |text: &str| Part::Text(text.to_owned());
        assert_eq!(texts, [&text("mine"), &text("of the request")]);
        let tools = input.tools.iter().map(|tool| tool.name.as_str());
        assert_eq!(tools.collect::<Vec<_>>(), ["my_tool"]);
        assert_eq!(bytes, Some(4 + 14));
    }

    #[test]
    fn without_capture_only_the_size_is_kept() {
        let (input, bytes) = told(false, |start| start.request(&Ask, &[]));
        assert_eq!((input, bytes), (None, Some(14 + 14)));
    }
}
