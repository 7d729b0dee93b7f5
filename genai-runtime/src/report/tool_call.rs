//! The sink that tool calls of a response are reported to.

use super::Response;
use super::response::LAST_CHOICE;
use super::value::Text;
use crate::content::Output;
#[cfg(feature = "serde_json")]
use crate::content::json_size;

/// A tool call of a response; made by [`Response::tool_call`].
#[derive(Debug)]
pub struct ToolCall<'r, 'a> {
    response: &'r mut Response<'a>,
    index: usize,
    call: usize,
}

#[expect(
    clippy::return_self_not_must_use,
    reason = "each call has added its part"
)]
impl<'r, 'a> ToolCall<'r, 'a> {
    pub(super) fn new(response: &'r mut Response<'a>, index: usize, call: usize) -> Self {
        Self {
            response,
            index,
            call,
        }
    }

    /// Identifier of the call, to which the tool's response refers. A different identifier that is followed by a name
    /// begins another call: some servers send each call whole, all with the index 0.
    pub fn id(self, id: impl Text) -> Self {
        self.say(&id, Output::tool_call_id)
    }

    /// Name of the tool.
    pub fn name(self, name: impl Text) -> Self {
        self.say(&name, Output::tool_call_name)
    }

    /// Arguments as JSON, whole or the next fragment of it.
    pub fn arguments(self, fragment: impl Text) -> Self {
        let Self {
            response,
            index,
            call,
        } = self;
        response.content(index, &fragment, |output, fragment| {
            output.tool_call_arguments(index, call, fragment);
        });
        Self {
            response,
            index,
            call,
        }
    }

    /// Arguments as a JSON value, which is serialized only if content is captured.
    #[cfg(feature = "serde_json")]
    pub fn arguments_json(self, arguments: &serde_json::Value) -> Self {
        if self.response.captures_content() {
            return self.arguments(arguments.to_string());
        }
        self.counted_arguments(json_size(arguments))
    }

    /// Whether the call is captured.
    #[cfg(feature = "async-openai")]
    pub(super) fn captures_content(&self) -> bool {
        self.response.captures_content()
    }

    /// The size in bytes of arguments that are not captured.
    #[cfg(feature = "serde_json")]
    pub(super) fn counted_arguments(self, bytes: u64) -> Self {
        if self.index <= LAST_CHOICE {
            self.response.facts.output_bytes += bytes;
        }
        self
    }

    fn say(self, text: &impl Text, keep: impl FnOnce(&mut Output, usize, usize, &str)) -> Self {
        if let Some(output) = &mut self.response.facts.output
            && self.index <= LAST_CHOICE
            && let Some(text) = text.text()
        {
            keep(output, self.index, self.call, &text);
        }
        self
    }
}
