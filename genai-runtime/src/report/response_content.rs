//! Reports of a response's content: texts, reasoning and tool calls.

use super::response::LAST_CHOICE;
use super::value::Text;
use super::{Response, ToolCall};
use crate::content::Output;
#[cfg(feature = "serde_json")]
use crate::content::Place;

impl<'a> Response<'a> {
    /// Whether texts, reasoning and tool calls are captured; media, and calls of the provider's own tools, never are.
    /// If `false`, only the size of what is passed in is recorded.
    pub fn captures_content(&self) -> bool {
        self.facts.output.is_some()
    }

    /// Text of the choice at `index` (counted from 0), whole or the next fragment of a stream
    /// (`gen_ai.output.messages`, where content is captured).
    pub fn text(&mut self, index: usize, text: impl Text) -> &mut Self {
        self.content(index, &text, |output, text| output.text(index, text))
    }

    /// Reasoning of the choice at `index` (counted from 0), whole or the next fragment of a stream
    /// (`gen_ai.output.messages`, where content is captured).
    pub fn reasoning(&mut self, index: usize, text: impl Text) -> &mut Self {
        self.content(index, &text, |output, text| output.reasoning(index, text))
    }

    /// Text of a choice at a place of the answer. Texts at different places may become different parts.
    #[cfg(feature = "serde_json")]
    pub(super) fn text_at(&mut self, index: usize, place: Place, text: impl Text) -> &mut Self {
        self.content(index, &text, |output, text| {
            output.text_at(index, place, text);
        })
    }

    /// Reasoning of a choice at a place of the answer.
    #[cfg(feature = "serde_json")]
    pub(super) fn reasoning_at(
        &mut self,
        index: usize,
        place: Place,
        text: impl Text,
    ) -> &mut Self {
        self.content(index, &text, |output, text| {
            output.reasoning_at(index, place, text);
        })
    }

    /// Records that the conversation was compacted (`gen_ai.conversation.compacted`, in the unreleased conventions).
    #[cfg(feature = "serde_json")]
    pub(super) const fn compacted(&mut self) -> &mut Self {
        self.facts.is_compacted = true;
        self
    }

    /// The summary of a compaction, whole or the next fragment of it.
    #[cfg(feature = "serde_json")]
    pub(super) fn compaction(&mut self, index: usize, text: impl Text) -> &mut Self {
        self.content(index, &text, |output, text| output.compaction(index, text))
    }

    /// The tool call at `call` (counted from 0) of the choice at `index`, whole or the next fragment of it
    /// (`gen_ai.output.messages`, where content is captured). Within a derived choice, [`choice`](Self::choice) is its
    /// index.
    ///
    /// # Examples
    ///
    /// ```
    /// # fn report(response: &mut genai_runtime::Response<'_>) {
    /// let choice = response.choice();
    /// response.tool_call(choice, 0).id("call_1").name("weather").arguments("{\"city\":");
    /// response.tool_call(choice, 0).arguments("\"Oslo\"}");
    /// # }
    /// ```
    pub fn tool_call(&mut self, index: usize, call: usize) -> ToolCall<'_, 'a> {
        ToolCall::new(self, index, call)
    }

    /// The next tool call of the choice at `index`, for responses and chunks that hold each call whole and without an
    /// index. Such calls are counted from 0 in each choice: report all calls of a choice this way, or all with
    /// [`Response::tool_call`].
    ///
    /// # Examples
    ///
    /// ```
    /// # fn report(response: &mut genai_runtime::Response<'_>) {
    /// let choice = response.choice();
    /// response.next_tool_call(choice).name("weather").arguments("{\"city\":\"Oslo\"}");
    /// response.next_tool_call(choice).name("weather").arguments("{\"city\":\"Bergen\"}");
    /// # }
    /// ```
    pub fn next_tool_call(&mut self, index: usize) -> ToolCall<'_, 'a> {
        let call = self.facts.unnumbered_calls.next(index);
        self.tool_call(index, call)
    }

    /// A further fragment of the arguments of a tool call; if the call is unknown, only its size counts.
    #[cfg(feature = "serde_json")]
    pub(super) fn more_arguments(
        &mut self,
        index: usize,
        call: usize,
        fragment: impl Text,
    ) -> &mut Self {
        self.content(index, &fragment, |output, fragment| {
            if output.has_tool_call(index, call) {
                output.tool_call_arguments(index, call, fragment);
            }
        })
    }

    /// Whether a part of the answer was reported before.
    #[cfg(feature = "serde_json")]
    pub(super) const fn has_answered(&self) -> bool {
        self.facts.has_answered()
    }

    /// Whether output tokens were reported before.
    #[cfg(feature = "serde_json")]
    pub(super) const fn has_counted_output(&self) -> bool {
        self.facts.has_counted_output()
    }

    pub(super) fn content(
        &mut self,
        index: usize,
        text: &impl Text,
        keep: impl FnOnce(&mut Output, &str),
    ) -> &mut Self {
        if let Some(text) = text.text()
            && index <= LAST_CHOICE
        {
            self.facts.output_bytes += text.len() as u64;
            if let Some(output) = &mut self.facts.output {
                keep(output, &text);
            }
        }
        self
    }
}
