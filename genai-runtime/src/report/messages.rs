//! The sinks that messages and their parts are reported to.

use super::input_facts::InputFacts;
use super::value::Text;
use crate::content::{BorrowedPart, Json, Media};

/// The destination of reported messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    /// `gen_ai.input.messages`
    Messages,
    /// `gen_ai.system_instructions`
    Instructions,
}

/// Collects the messages that are sent to a model.
///
/// If content is not captured, only its size is recorded (`genai_runtime.input.bytes`) and nothing is copied.
///
/// # Examples
///
/// ```
/// use genai_runtime::{MessageReport, Messages};
///
/// struct Turn { is_user: bool, text: String }
///
/// impl MessageReport for Turn {
///     fn report(&self, messages: &mut Messages<'_>) {
///         let role = if self.is_user { "user" } else { "assistant" };
///         messages.message(role).text(&self.text);
///     }
/// }
/// ```
#[derive(Debug)]
pub struct Messages<'a> {
    /// `None` if reports are ignored.
    facts: Option<&'a mut InputFacts>,
    target: Target,
}

impl<'a> Messages<'a> {
    /// Messages of the conversation.
    pub(crate) fn new(facts: &'a mut InputFacts) -> Self {
        Self {
            facts: Some(facts),
            target: Target::Messages,
        }
    }

    /// Ignores all reports.
    pub(crate) const fn nowhere() -> Self {
        Self {
            facts: None,
            target: Target::Messages,
        }
    }

    /// Instructions apart from the conversation: only the parts of messages count.
    pub(crate) fn instructions(facts: &'a mut InputFacts) -> Self {
        Self {
            facts: Some(facts),
            target: Target::Instructions,
        }
    }

    /// Whether messages are captured. If not, only the size of what is passed in is recorded.
    pub fn captures_content(&self) -> bool {
        let facts = self.facts.as_ref();
        facts.is_some_and(|facts| facts.input.is_some())
    }

    /// Whether this collects instructions.
    #[cfg(feature = "serde_json")]
    pub(crate) fn are_instructions(&self) -> bool {
        self.target == Target::Instructions
    }

    /// Begins a message of this role: `system`, `user`, `assistant`, `tool`, or another one of the provider's.
    pub fn message(&mut self, role: impl Text) -> MessageParts<'_> {
        if let Some(facts) = &mut self.facts {
            facts.count(0);
            if self.target == Target::Messages
                && let Some(input) = &mut facts.input
            {
                input.message(&role.text().unwrap_or_default());
            }
        }
        MessageParts {
            facts: self.facts.as_deref_mut(),
            target: self.target,
        }
    }
}

/// Collects the parts of a message; made by [`Messages::message`].
///
/// Each method adds one part, in the order of the calls; a part whose text is `None` is left out.
#[derive(Debug)]
pub struct MessageParts<'m> {
    facts: Option<&'m mut InputFacts>,
    target: Target,
}

#[expect(
    clippy::return_self_not_must_use,
    reason = "each call has added its part"
)]
impl MessageParts<'_> {
    /// Sets the name of the participant.
    pub fn name(mut self, name: impl Text) -> Self {
        if self.target == Target::Messages
            && let Some(facts) = &mut self.facts
            && let Some(input) = &mut facts.input
            && let Some(name) = name.text()
        {
            input.name(&name);
        }
        self
    }

    /// Adds a text.
    pub fn text(self, text: impl Text) -> Self {
        match text.text() {
            Some(text) => self.add(&BorrowedPart::Text(&text)),
            None => self,
        }
    }

    /// Adds reasoning of a model.
    pub fn reasoning(self, text: impl Text) -> Self {
        match text.text() {
            Some(text) => self.add(&BorrowedPart::Reasoning(&text)),
            None => self,
        }
    }

    /// Adds a tool call of the model: the call's identifier, the tool's name, and the arguments as JSON.
    pub fn tool_call(self, id: impl Text, name: impl Text, arguments: impl Text) -> Self {
        let (id, arguments) = (id.text(), arguments.text());
        self.add(&BorrowedPart::ToolCall {
            id: id.as_deref(),
            name: &name.text().unwrap_or_default(),
            arguments: arguments.as_deref().map(Json::Text),
        })
    }

    /// Adds the response of a tool: the call's identifier, and the response as JSON or any other text.
    pub fn tool_response(self, id: impl Text, response: impl Text) -> Self {
        let (id, response) = (id.text(), response.text());
        match response {
            Some(response) => self.add(&BorrowedPart::ToolResponse {
                id: id.as_deref(),
                response: Json::Text(&response),
            }),
            None => self,
        }
    }

    /// Adds inline data: its modality (`image`, `audio`, `video`, `document`), its media type, and the data in base64.
    pub fn blob(self, modality: impl Text, mime_type: impl Text, base64: impl Text) -> Self {
        self.media(&modality, &mime_type, &base64, |media, content| {
            BorrowedPart::Blob { media, content }
        })
    }

    /// Adds a file that the provider has already, by its identifier there.
    pub fn file(self, modality: impl Text, mime_type: impl Text, file_id: impl Text) -> Self {
        self.media(&modality, &mime_type, &file_id, |media, id| {
            BorrowedPart::File { media, id }
        })
    }

    /// Adds data that the provider fetches from a URI.
    pub fn uri(self, modality: impl Text, mime_type: impl Text, uri: impl Text) -> Self {
        self.media(&modality, &mime_type, &uri, |media, uri| {
            BorrowedPart::Uri { media, uri }
        })
    }

    /// Adds a compaction of older messages: the provider's identifier, and the summary if it is readable.
    pub fn compaction(self, id: impl Text, content: impl Text) -> Self {
        let (id, content) = (id.text(), content.text());
        self.add(&BorrowedPart::Compaction {
            id: id.as_deref(),
            content: content.as_deref(),
        })
    }

    fn media<'t>(
        self,
        modality: &'t impl Text,
        mime_type: &'t impl Text,
        content: &'t impl Text,
        part: impl for<'s> FnOnce(Media<'s>, &'s str) -> BorrowedPart<'s>,
    ) -> Self {
        let (modality, mime_type) = (modality.text(), mime_type.text());
        let Some(content) = content.text() else {
            return self;
        };
        let media = Media {
            modality: modality.as_deref().unwrap_or("document"),
            mime_type: mime_type.as_deref(),
        };
        self.add(&part(media, &content))
    }

    /// Counts the size of content that is not captured, without building it.
    #[cfg(feature = "async-openai")]
    pub(crate) fn counted(mut self, bytes: u64) -> Self {
        if let Some(facts) = &mut self.facts {
            facts.count(bytes);
        }
        self
    }

    fn add(mut self, part: &BorrowedPart<'_>) -> Self {
        if let Some(facts) = &mut self.facts {
            facts.count(part.bytes());
            if let Some(input) = &mut facts.input {
                match self.target {
                    Target::Messages => input.part(part),
                    Target::Instructions => input.instruction(part),
                }
            }
        }
        self
    }
}

/// Parts that are JSON values already.
#[cfg(feature = "serde_json")]
#[expect(
    clippy::return_self_not_must_use,
    reason = "each call has added its part"
)]
impl MessageParts<'_> {
    /// Like [`tool_call`](Self::tool_call), with the arguments as a JSON value.
    pub fn tool_call_json(
        self,
        id: impl Text,
        name: impl Text,
        arguments: Option<&serde_json::Value>,
    ) -> Self {
        let id = id.text();
        self.add(&BorrowedPart::ToolCall {
            id: id.as_deref(),
            name: &name.text().unwrap_or_default(),
            arguments: arguments.map(Json::Value),
        })
    }

    /// Like [`tool_response`](Self::tool_response), with the response as a JSON value.
    pub fn tool_response_json(self, id: impl Text, response: &serde_json::Value) -> Self {
        let id = id.text();
        self.add(&BorrowedPart::ToolResponse {
            id: id.as_deref(),
            response: Json::Value(response),
        })
    }

    /// Adds a call of a tool that the provider runs itself: the call's identifier, the tool's name, and the details as
    /// an object whose `type` determines its other fields.
    pub fn server_tool_call(
        self,
        id: impl Text,
        name: impl Text,
        call: &serde_json::Value,
    ) -> Self {
        let id = id.text();
        self.add(&BorrowedPart::ServerToolCall {
            id: id.as_deref(),
            name: &name.text().unwrap_or_default(),
            call: Json::Value(call),
        })
    }

    /// Adds the response of a tool that the provider runs itself, as an object with a `type`.
    pub fn server_tool_response(self, id: impl Text, response: &serde_json::Value) -> Self {
        let id = id.text();
        self.add(&BorrowedPart::ServerToolResponse {
            id: id.as_deref(),
            response: Json::Value(response),
        })
    }

    /// Adds a part of another type: the type's name, and an object with the part's other fields.
    pub fn other(self, kind: impl Text, properties: &serde_json::Value) -> Self {
        self.add(&BorrowedPart::Other {
            kind: &kind.text().unwrap_or_default(),
            properties: Json::Value(properties),
        })
    }
}
