//! What a model is told, as it is kept until the operation ends.

use super::model::{Message, Part, ToolDefinition};
use super::said::{Json, Said};

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
}

impl Input {
    /// Begins a message.
    pub(crate) fn message(&mut self, role: &str) {
        self.messages.push(Message {
            role: role.to_owned(),
            name: None,
            finish_reason: None,
            omitted: 0,
            parts: Vec::new(),
        });
    }

    /// Names the participant that the last message is from.
    pub(crate) fn name(&mut self, name: &str) {
        if let Some(message) = self.messages.last_mut() {
            message.name = Some(name.to_owned());
        }
    }

    /// Adds to the last message.
    pub(crate) fn part(&mut self, said: &Said<'_>) {
        if let Some(message) = self.messages.last_mut() {
            let part = Part::from(said);
            self.bytes += part.bytes();
            message.parts.push(part);
            self.make_room();
        }
    }

    /// Adds to the instructions.
    pub(crate) fn instruction(&mut self, said: &Said<'_>) {
        self.instructions.push(Part::from(said));
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

    /// Bytes that are kept.
    pub(crate) fn bytes(&self) -> usize {
        let instructions: usize = self.instructions.iter().map(Part::bytes).sum();
        self.bytes + instructions
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

fn bytes_of(message: &Message) -> usize {
    message.parts.iter().map(Part::bytes).sum()
}
