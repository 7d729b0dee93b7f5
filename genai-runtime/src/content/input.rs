//! What a model is told, as it is kept until the operation ends.

use super::cut::Margin;
use super::cut_text::{CutText, Kind};
use super::model::{Message, Part, ToolDefinition};
use super::said::{Json, Said};
use crate::redact::Redaction;

/// Of all messages of one operation no more is kept than this, in bytes: the first one and the last ones.
pub(super) const MOST: usize = 4 << 20;

/// What a model is told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Input {
    pub(crate) messages: Vec<Message>,
    /// After the first message, so many are not kept any more.
    pub(crate) omitted_messages: u64,
    /// Bytes of the messages that are not kept any more.
    pub(crate) omitted_bytes: u64,
    pub(crate) instructions: Vec<Part>,
    pub(crate) tools: Vec<ToolDefinition>,
    /// Bytes that are kept for messages.
    bytes: usize,
    /// Of a longer text so many bytes are shown of its beginning and of its end; of any other it is all.
    side: Option<usize>,
    /// What of a longer text is kept besides.
    margin: Margin,
}

impl Input {
    /// An input of which a part may take so many bytes. Texts from which something is to be taken out keep a
    /// margin around where they are cut.
    pub(crate) fn of_parts(limit: usize, redaction: Option<&Redaction>) -> Self {
        Self {
            side: Some(limit / 2),
            margin: Margin::of(redaction),
            ..Self::default()
        }
    }

    fn part_of(&self, said: &Said<'_>) -> Part {
        let (kind, text) = match said {
            Said::Text(text) => (Kind::Text, text),
            Said::Reasoning(text) => (Kind::Reasoning, text),
            _ => return Part::from(said),
        };
        let cut = self
            .side
            .and_then(|side| CutText::of(kind, text, side, self.margin));
        cut.map_or_else(|| Part::from(said), Part::Cut)
    }

    /// Begins a message.
    pub(crate) fn message(&mut self, role: &str) {
        make_place(&mut self.messages);
        self.messages.push(Message::new(role));
    }

    /// Names the participant that the last message is from.
    pub(crate) fn name(&mut self, name: &str) {
        if let Some(message) = self.messages.last_mut() {
            message.name = Some(name.to_owned());
        }
    }

    /// Adds to the last message.
    pub(crate) fn part(&mut self, said: &Said<'_>) {
        let part = self.part_of(said);
        if let Some(message) = self.messages.last_mut() {
            self.bytes += part.bytes();
            make_place(&mut message.parts);
            message.parts.push(part);
            self.make_room();
        }
    }

    /// Adds to the instructions.
    pub(crate) fn instruction(&mut self, said: &Said<'_>) {
        let part = self.part_of(said);
        self.instructions.push(part);
    }

    /// Adds a tool.
    pub(crate) fn tool(
        &mut self,
        kind: &str,
        name: &str,
        description: Option<&str>,
        parameters: Option<Json<'_>>,
    ) {
        self.tools.push(ToolDefinition {
            kind: kind.to_owned(),
            name: name.to_owned(),
            description: description.map(str::to_owned),
            parameters: parameters.map(Into::into),
        });
    }

    /// Gives the memory of long texts back.
    pub(super) fn recycle(self) {
        let messages = self.messages.into_iter();
        let parts = messages.flat_map(|message| message.parts);
        parts.chain(self.instructions).for_each(Part::recycle);
    }

    /// Bytes that are kept, with the places of messages, parts and tools.
    #[cfg(feature = "sdk")]
    pub(crate) fn bytes(&self) -> usize {
        let messages = self.messages.iter();
        let names = messages.map(|message| {
            let name = message.name.as_ref().map_or(0, String::len);
            message.role.len() + name + size_of_val(message.parts.as_slice())
        });
        let instructions = self.instructions.iter().map(Part::bytes);
        let tools = self.tools.iter().map(ToolDefinition::bytes);
        let places = size_of_val(self.messages.as_slice())
            + size_of_val(self.instructions.as_slice())
            + size_of_val(self.tools.as_slice());
        let said = names.chain(instructions).chain(tools);
        self.bytes + places + said.sum::<usize>()
    }

    /// The oldest messages but the first make room for new ones.
    fn make_room(&mut self) {
        let mut gone = 0;
        while self.bytes > MOST && self.messages.len() > gone + 2 {
            gone += 1;
            let bytes: usize = self.messages.get(gone).map_or(0, bytes_of);
            self.bytes -= bytes;
            self.omitted_bytes += bytes as u64;
        }
        if gone > 0 {
            self.messages.drain(1..=gone);
            self.omitted_messages += gone as u64;
        }
    }
}

/// Most lists have one element: a first place for it is no larger than that.
fn make_place<T>(list: &mut Vec<T>) {
    if list.capacity() == 0 {
        list.reserve_exact(1);
    }
}

fn bytes_of(message: &Message) -> usize {
    message.parts.iter().map(Part::bytes).sum()
}
