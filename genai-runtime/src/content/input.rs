//! The captured input of a model, as it is kept until the operation ends.

use super::borrowed_part::{BorrowedPart, Json};
use super::bounded::{Bounded, MOST, Weight};
use super::cut::Margin;
use super::cut_text::{CutText, Kind};
use super::kept_text::{KeptText, LONGEST_TEXT};
use super::model::{Message, Part, ToolDefinition};
use super::render::is_shown_whole;
use crate::redact::Redaction;

/// The captured input of a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Input {
    pub(crate) messages: Bounded<Message>,
    pub(crate) instructions: Bounded<Part>,
    pub(crate) tools: Bounded<ToolDefinition>,
    /// Bytes of the parts of the first message.
    of_first: usize,
    /// Bytes that a part may show; a longer text keeps its beginning and its end.
    part: usize,
    /// The margin of a longer text.
    margin: Margin,
}

impl Default for Input {
    fn default() -> Self {
        Self::of_parts(LONGEST_TEXT, None)
    }
}

impl Input {
    /// An empty input whose parts may show `limit` bytes each. Texts that are to be redacted keep a margin next to a
    /// cut.
    pub(crate) fn of_parts(limit: usize, redaction: Option<&Redaction>) -> Self {
        Self {
            messages: Bounded::default(),
            instructions: Bounded::default(),
            tools: Bounded::default(),
            of_first: 0,
            part: limit.min(LONGEST_TEXT),
            margin: Margin::of(redaction),
        }
    }

    fn part_of(&self, part: &BorrowedPart<'_>) -> Part {
        let (kind, text) = match part {
            BorrowedPart::Text(text) => (Kind::Text, text),
            BorrowedPart::Reasoning(text) => (Kind::Reasoning, text),
            // Data is exported whole or not at all.
            BorrowedPart::Blob { media, content } if !is_shown_whole(content, self.part) => {
                return Part::Blob {
                    media: (*media).into(),
                    content: KeptText::omitted_whole(content.len()),
                };
            }
            _ => return Part::from(part),
        };
        let cut = CutText::of(kind, text, self.part / 2, self.margin);
        cut.map_or_else(|| Part::from(part), Part::Cut)
    }

    /// Begins a message.
    pub(crate) fn message(&mut self, role: &str) {
        self.messages.push(Message::new(role));
    }

    /// Sets the name of the participant of the last message.
    pub(crate) fn name(&mut self, name: &str) {
        if let Some(message) = self.messages.last_mut() {
            let before = message.name.replace(name.to_owned());
            self.messages.shrink(before.map_or(0, |name| name.len()));
            self.messages.grow(name.len());
        }
    }

    /// Adds a part to the last message.
    pub(crate) fn part(&mut self, part: &BorrowedPart<'_>) {
        let part = self.part_of(part);
        let is_first = self.messages.len() == 1;
        if let Some(message) = self.messages.last_mut() {
            let weight = part.weight();
            if is_first {
                self.of_first += weight;
            }
            if message.parts.capacity() == 0 {
                // Most messages have one part.
                message.parts.reserve_exact(1);
            }
            message.parts.push(part);
            self.messages.grow(weight);
            self.messages.make_room();
            self.shorten();
        }
    }

    /// Drops parts from the end of the first message if that takes more than half of the limit, else of the last one.
    fn shorten(&mut self) {
        while self.messages.is_full() {
            let is_alone = self.messages.len() == 1;
            let is_first = is_alone || self.of_first > MOST / 2;
            let message = if is_first {
                self.messages.first_mut()
            } else {
                self.messages.last_mut()
            };
            let Some(weight) = message.and_then(Message::drop_last_part) else {
                return;
            };
            if is_first {
                self.of_first -= weight;
            }
            self.messages.shrink(weight);
        }
    }

    /// Adds a part to the instructions.
    pub(crate) fn instruction(&mut self, part: &BorrowedPart<'_>) {
        let part = self.part_of(part);
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
            description: description.map(KeptText::of),
            parameters: parameters.map(Into::into),
        });
    }

    /// Returns the buffers of long texts to the pool.
    pub(super) fn recycle(self) {
        let messages = self.messages.into_things();
        let parts = messages.flat_map(|message| message.parts);
        let instructions = self.instructions.into_things();
        parts.chain(instructions).for_each(Part::recycle);
    }

    /// The size of messages, instructions and tools in bytes.
    #[cfg(feature = "sdk")]
    pub(crate) fn bytes(&self) -> usize {
        self.messages.weight() + self.instructions.weight() + self.tools.weight()
    }
}
