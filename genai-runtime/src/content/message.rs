//! The message of one choice: texts, reasoning and tool calls, in their order.

use super::clip::{Clip, WIDEST_NOTE};
use super::hidden::hides_content;
use super::label::Label;
use super::place::Reach;
use super::room::Room;

/// The bytes of a message without its parts and its finish reason.
pub(super) const EMPTY_MESSAGE: usize =
    r#"{"role":"assistant","parts":[],"finish_reason":""},"#.len();
/// Bytes that are reserved for the finish reason, which is known last.
pub(super) const FINISH_REASON: usize = 32;
const TEXT: usize = r#"{"type":"text","content":""},"#.len() + WIDEST_NOTE;
const REASONING: usize = r#"{"type":"reasoning","content":""},"#.len() + WIDEST_NOTE;
const COMPACTION: usize = r#"{"type":"compaction","content":""},"#.len() + WIDEST_NOTE;
const TOOL_CALL: usize =
    r#"{"type":"tool_call","id":"","name":"","arguments":""},"#.len() + WIDEST_NOTE;
/// The bytes of a message with a note on omitted parts, which it ends with if there was no room for a part.
pub(super) const MESSAGE: usize = EMPTY_MESSAGE + FINISH_REASON + TEXT;

/// The message of one choice.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Message {
    pub(super) parts: Vec<Part>,
    /// Bytes of content for which there was no room.
    pub(super) omitted: u64,
    /// Whether a part is missing. Later content must not be appended to the part before it.
    pub(super) closed: bool,
}

impl Message {
    /// The last part, if a text of this kind and place continues it, else a new part; `None` if there is no room for
    /// it.
    pub(super) fn text(&mut self, kind: Kind, reach: Reach, room: &mut Room) -> Option<&mut Clip> {
        let goes_on = matches!(
            self.parts.last(),
            Some(Part::Text(last, until, _)) if *last == kind && until.is_followed_by(reach)
        );
        if !goes_on {
            self.add(Part::Text(kind, reach, Clip::default()), kind.cost(), room);
        }
        match self.parts.last_mut() {
            Some(Part::Text(_, until, text)) if !self.closed => {
                until.extend(reach);
                Some(text)
            }
            _ => None,
        }
    }

    pub(super) fn call(&mut self, index: usize, room: &mut Room) -> Option<&mut ToolCall> {
        if !self.parts.iter().any(|part| part.is_call(index)) {
            let call = ToolCall {
                index,
                ..ToolCall::default()
            };
            self.add(Part::ToolCall(call), TOOL_CALL, room);
        }
        self.known_call(index)
    }

    /// The open call at an index.
    fn known_call(&mut self, index: usize) -> Option<&mut ToolCall> {
        let call = self.parts.iter_mut().find(|part| part.is_call(index));
        match call {
            Some(Part::ToolCall(call)) => Some(call),
            _ => None,
        }
    }

    /// Whether the call at an index has a name and a different identifier, so that this one may belong to the next
    /// call; keeps it for that.
    pub(super) fn expects_another_call(&mut self, index: usize, id: &str) -> bool {
        self.known_call(index).is_some_and(|call| {
            let is_another = call.id.text().is_some_and(|known| known != id);
            let is_another = is_another && call.name.text().is_some();
            call.next_id = is_another.then(|| id.to_owned());
            is_another
        })
    }

    /// Closes the call at an index, if the identifier of the next one is known, which is returned.
    pub(super) fn end_call(&mut self, index: usize) -> Option<String> {
        let call = self.known_call(index)?;
        let next_id = call.next_id.take()?;
        call.is_over = true;
        Some(next_id)
    }

    #[cfg(test)]
    pub(super) fn capacity(&self) -> usize {
        let texts = self.parts.iter().map(|part| match part {
            Part::Text(_, _, text) => text.capacity(),
            Part::ToolCall(call) => call.arguments.capacity() + call.id.paid + call.name.paid,
        });
        texts.sum::<usize>() + self.parts.capacity() * size_of::<Part>()
    }

    fn add(&mut self, part: Part, cost: usize, room: &mut Room) {
        if !self.closed && room.pay(cost) {
            self.parts.push(part);
        } else {
            self.closed = true;
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    Text(Kind, Reach, Clip),
    ToolCall(ToolCall),
}

impl Part {
    /// Whether this is the open call at an index.
    fn is_call(&self, index: usize) -> bool {
        self.call() == Some(index)
    }

    /// The index, if this is an open call.
    pub(super) fn call(&self) -> Option<usize> {
        match self {
            Self::ToolCall(call) if !call.is_over => Some(call.index),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Reasoning,
    /// A summary that replaces the earlier conversation.
    Compaction,
}

impl Kind {
    fn cost(self) -> usize {
        match self {
            Self::Text => TEXT,
            Self::Reasoning => REASONING,
            Self::Compaction => COMPACTION,
        }
    }
}

#[derive(Clone, PartialEq, Eq, Default)]
pub(super) struct ToolCall {
    pub(super) index: usize,
    pub(super) id: Label,
    pub(super) name: Label,
    pub(super) arguments: Clip,
    /// The identifier that may belong to the next call at this index.
    next_id: Option<String>,
    /// Whether the call is closed: later fragments with its index belong to another call.
    is_over: bool,
}

hides_content!(ToolCall);
