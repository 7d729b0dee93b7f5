//! The messages that a model answers with, put together from whole texts or from a stream's fragments.
//!
//! Everything that will stand in the rendered JSON is paid for from the total budget before it is kept,
//! what JSON puts around it included. What was paid is never given back, so that how texts are cut into
//! fragments makes no difference.

use super::Budget;
use super::clip::{Clip, WIDEST_NOTE};
use super::cut::Margin;
use super::hidden::hides_content;
use super::known_calls::KnownCall;
use super::label::Label;
use super::room::Room;
use crate::redact::Redaction;

/// What stands around the messages.
const BRACKETS: usize = "[]".len();
/// A message without its parts and its finish reason.
pub(super) const EMPTY_MESSAGE: usize =
    r#"{"role":"assistant","parts":[],"finish_reason":""},"#.len();
/// Room for the finish reason, which is known last.
pub(super) const FINISH_REASON: usize = 32;
const TEXT: usize = r#"{"type":"text","content":""},"#.len() + WIDEST_NOTE;
const REASONING: usize = r#"{"type":"reasoning","content":""},"#.len() + WIDEST_NOTE;
const TOOL_CALL: usize =
    r#"{"type":"tool_call","id":"","name":"","arguments":""},"#.len() + WIDEST_NOTE;
/// A message ends with a text that says how much was omitted, if there was no room for a part.
const MESSAGE: usize = EMPTY_MESSAGE + FINISH_REASON + TEXT;

/// What a model answers, one message per choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Output {
    pub(super) budget: Budget,
    margin: Margin,
    room: Room,
    messages: Vec<Message>,
    /// Calls of the answer that this one is to be appended to.
    pub(super) older_calls: Vec<KnownCall>,
}

impl Output {
    /// An answer from which nothing is taken out.
    #[cfg(any(test, fuzzing))]
    pub(crate) fn new(budget: Budget) -> Self {
        Self::with_margin(budget, Margin::None)
    }

    /// An answer that may take so many bytes. Texts from which something is to be taken out keep a margin around
    /// where they are cut.
    pub(crate) fn of_budget(budget: Budget, redaction: Option<&Redaction>) -> Self {
        Self::with_margin(budget, Margin::of(redaction))
    }

    fn with_margin(budget: Budget, margin: Margin) -> Self {
        let total = budget.total.saturating_sub(BRACKETS);
        Self {
            budget,
            margin,
            room: Room::new(Budget { total, ..budget }, margin),
            messages: Vec::new(),
            older_calls: Vec::new(),
        }
    }

    /// An empty answer that is to be appended to this one, and goes on with its calls.
    pub(crate) fn apart(&self) -> Self {
        Self {
            older_calls: self.known_calls().collect(),
            ..Self::with_margin(self.budget, self.margin)
        }
    }

    /// Adds to the text of a choice.
    pub(crate) fn text(&mut self, choice: usize, text: &str) {
        let bytes = text.len() as u64;
        self.say(choice, Kind::Text, bytes, |said, room| {
            said.push(text, room);
        });
    }

    /// Adds to the reasoning of a choice.
    pub(crate) fn reasoning(&mut self, choice: usize, text: &str) {
        let bytes = text.len() as u64;
        self.say(choice, Kind::Reasoning, bytes, |said, room| {
            said.push(text, room);
        });
    }

    /// Says the identifier of a choice's tool call. Another one at the same index is that of another call, if a name
    /// follows: some servers say each call whole, and give all of them the same index; others make up an identifier for
    /// each fragment.
    pub(crate) fn tool_call_id(&mut self, choice: usize, index: usize, id: &str) {
        let bytes = id.len() as u64;
        let message = self.message(choice, bytes);
        if message.is_some_and(|(message, _)| message.expects_another_call(index, id)) {
            return;
        }
        self.call(choice, index, bytes, |call, room| call.id.set(id, room));
    }

    /// Says the name of the tool that a choice calls.
    pub(crate) fn tool_call_name(&mut self, choice: usize, index: usize, name: &str) {
        let bytes = name.len() as u64;
        let message = self.message(choice, bytes);
        if let Some(id) = message.and_then(|(message, _)| message.end_call(index)) {
            let bytes = id.len() as u64;
            self.call(choice, index, bytes, |call, room| call.id.set(&id, room));
        }
        self.call(choice, index, bytes, |call, room| call.name.set(name, room));
    }

    /// Adds to the arguments of a choice's tool call, which are JSON in pieces.
    pub(crate) fn tool_call_arguments(&mut self, choice: usize, index: usize, fragment: &str) {
        self.call(choice, index, fragment.len() as u64, |call, room| {
            call.arguments.push(fragment, room);
            true
        });
    }

    /// How many choices say something, and those before them.
    pub(crate) fn choices(&self) -> usize {
        self.messages.len()
    }

    pub(super) fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// Bytes of the total budget that nothing was paid from.
    pub(super) fn left(&self) -> usize {
        self.room.left()
    }

    /// Bytes that are kept, with what JSON puts around them.
    #[cfg(feature = "sdk")]
    pub(super) fn bytes(&self) -> usize {
        self.room.taken()
    }

    /// Bytes that are allocated for parts and what is in them.
    #[cfg(test)]
    pub(super) fn capacity(&self) -> usize {
        let messages = self.messages.iter();
        messages.map(Message::capacity).sum()
    }

    /// Adds so many bytes to what a choice says.
    pub(super) fn say(
        &mut self,
        choice: usize,
        kind: Kind,
        bytes: u64,
        keep: impl FnOnce(&mut Clip, &mut Room),
    ) {
        if let Some((message, room)) = self.message(choice, bytes) {
            match message.said(kind, room) {
                Some(said) => keep(said, room),
                None => message.omitted += bytes,
            }
        }
    }

    /// Adds so many bytes to what a choice says of a tool's call, if they are kept.
    pub(super) fn call(
        &mut self,
        choice: usize,
        index: usize,
        bytes: u64,
        keep: impl FnOnce(&mut ToolCall, &mut Room) -> bool,
    ) {
        if let Some((message, room)) = self.message(choice, bytes) {
            let kept = message
                .call(index, room)
                .is_some_and(|call| keep(call, room));
            if !kept {
                message.omitted += bytes;
            }
        }
    }

    /// The message of a choice to which so many bytes are added; none if there is no room for it. Choices
    /// before it get their messages too: messages stand in the order of the choices.
    pub(super) fn message(
        &mut self,
        choice: usize,
        bytes: u64,
    ) -> Option<(&mut Message, &mut Room)> {
        if bytes == 0 {
            return None;
        }
        let choices = choice.checked_add(1)?.max(self.messages.len());
        let missing = choices - self.messages.len();
        if !self.room.pay(missing.checked_mul(MESSAGE)?) {
            return None;
        }
        self.messages.resize_with(choices, Message::default);
        Some((self.messages.get_mut(choice)?, &mut self.room))
    }
}

/// What one choice answers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Message {
    pub(super) parts: Vec<Part>,
    /// Bytes of what there was no room for.
    pub(super) omitted: u64,
    /// A part is missing: what comes after it must not be taken for its neighbour.
    pub(super) closed: bool,
}

impl Message {
    /// What is said last, if it is of this kind, or else begins now; none if there is no room for it.
    fn said(&mut self, kind: Kind, room: &mut Room) -> Option<&mut Clip> {
        if !matches!(self.parts.last(), Some(Part::Said(last, _)) if *last == kind) {
            self.add(Part::Said(kind, Clip::default()), kind.cost(), room);
        }
        match self.parts.last_mut() {
            Some(Part::Said(_, said)) if !self.closed => Some(said),
            _ => None,
        }
    }

    fn call(&mut self, index: usize, room: &mut Room) -> Option<&mut ToolCall> {
        if !self.parts.iter().any(|part| part.is_call(index)) {
            let call = ToolCall {
                index,
                ..ToolCall::default()
            };
            self.add(Part::Called(call), TOOL_CALL, room);
        }
        self.known_call(index)
    }

    /// The call that goes on at an index.
    fn known_call(&mut self, index: usize) -> Option<&mut ToolCall> {
        let call = self.parts.iter_mut().find(|part| part.is_call(index));
        match call {
            Some(Part::Called(call)) => Some(call),
            _ => None,
        }
    }

    /// Whether the call at an index has a name and another identifier than this one, which is kept for another call.
    fn expects_another_call(&mut self, index: usize, id: &str) -> bool {
        self.known_call(index).is_some_and(|call| {
            let is_another = call.id.text().is_some_and(|known| known != id);
            let is_another = is_another && call.name.text().is_some();
            call.next_id = is_another.then(|| id.to_owned());
            is_another
        })
    }

    /// Nothing more is said of the call at an index, if the identifier of another one is known, which is returned.
    fn end_call(&mut self, index: usize) -> Option<String> {
        let call = self.known_call(index)?;
        let next_id = call.next_id.take()?;
        call.is_over = true;
        Some(next_id)
    }

    #[cfg(test)]
    fn capacity(&self) -> usize {
        let texts = self.parts.iter().map(|part| match part {
            Part::Said(_, said) => said.capacity(),
            Part::Called(call) => call.arguments.capacity() + call.id.paid + call.name.paid,
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
    Said(Kind, Clip),
    Called(ToolCall),
}

impl Part {
    /// Whether it is the call that goes on at an index.
    fn is_call(&self, index: usize) -> bool {
        self.call() == Some(index)
    }

    /// The index of the call, if it is one and goes on.
    pub(super) fn call(&self) -> Option<usize> {
        match self {
            Self::Called(call) if !call.is_over => Some(call.index),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Reasoning,
}

impl Kind {
    fn cost(self) -> usize {
        match self {
            Self::Text => TEXT,
            Self::Reasoning => REASONING,
        }
    }
}

#[derive(Clone, PartialEq, Eq, Default)]
pub(super) struct ToolCall {
    pub(super) index: usize,
    pub(super) id: Label,
    pub(super) name: Label,
    pub(super) arguments: Clip,
    /// The identifier of another call, if there is one.
    next_id: Option<String>,
    /// Whether what is said of this index from now on is another call.
    is_over: bool,
}

hides_content!(ToolCall);
