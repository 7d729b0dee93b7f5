//! The captured output of a model, assembled from whole texts or from a stream's fragments.
//!
//! Everything that the rendered JSON will contain, syntax included, is paid for from the total budget before it is
//! kept. Payments are never returned, so that the division into fragments makes no difference.

use super::Budget;
use super::clip::Clip;
use super::cut::Margin;
use super::known_calls::KnownCall;
use super::message::{Kind, MESSAGE, Message, ToolCall};
use super::place::{Place, Reach};
use super::room::Room;
use crate::redact::Redaction;

/// The brackets around the messages.
const BRACKETS: usize = "[]".len();

/// The captured output of a model, one message per choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Output {
    pub(super) budget: Budget,
    margin: Margin,
    room: Room,
    messages: Vec<Message>,
    /// Open calls of the answer that this one is to be appended to.
    pub(super) older_calls: Vec<KnownCall>,
}

impl Output {
    /// An empty answer that is not to be redacted.
    #[cfg(any(test, fuzzing))]
    pub(crate) fn new(budget: Budget) -> Self {
        Self::with_margin(budget, Margin::None)
    }

    /// An empty answer within a budget. Texts that are to be redacted keep a margin next to a cut.
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

    /// An empty answer that is to be appended to this one, and continues its open calls.
    pub(crate) fn apart(&self) -> Self {
        Self {
            older_calls: self.known_calls().collect(),
            ..Self::with_margin(self.budget, self.margin)
        }
    }

    /// Adds to the text of a choice.
    pub(crate) fn text(&mut self, choice: usize, text: &str) {
        self.push(choice, Kind::Text, Reach::default(), text);
    }

    /// Adds to the text of a choice at a place.
    pub(crate) fn text_at(&mut self, choice: usize, place: Place, text: &str) {
        self.push(choice, Kind::Text, Reach::of(place), text);
    }

    /// Adds to the reasoning of a choice.
    pub(crate) fn reasoning(&mut self, choice: usize, text: &str) {
        self.push(choice, Kind::Reasoning, Reach::default(), text);
    }

    /// Adds to the reasoning of a choice at a place.
    pub(crate) fn reasoning_at(&mut self, choice: usize, place: Place, text: &str) {
        self.push(choice, Kind::Reasoning, Reach::of(place), text);
    }

    /// Adds to the summary that replaces the earlier conversation.
    #[cfg(feature = "serde_json")]
    pub(crate) fn compaction(&mut self, choice: usize, text: &str) {
        self.push(choice, Kind::Compaction, Reach::default(), text);
    }

    /// Sets the identifier of a choice's tool call. A different one at the same index begins another call if a name
    /// follows: some servers send each call whole, all with the same index. Others make up an identifier for each
    /// fragment.
    pub(crate) fn tool_call_id(&mut self, choice: usize, index: usize, id: &str) {
        let bytes = id.len() as u64;
        let message = self.message(choice, bytes);
        if message.is_some_and(|(message, _)| message.expects_another_call(index, id)) {
            return;
        }
        self.call(choice, index, bytes, |call, room| call.id.set(id, room));
    }

    /// Sets the name of the tool that a choice calls.
    pub(crate) fn tool_call_name(&mut self, choice: usize, index: usize, name: &str) {
        let bytes = name.len() as u64;
        let message = self.message(choice, bytes);
        if let Some(id) = message.and_then(|(message, _)| message.end_call(index)) {
            let bytes = id.len() as u64;
            self.call(choice, index, bytes, |call, room| call.id.set(&id, room));
        }
        self.call(choice, index, bytes, |call, room| call.name.set(name, room));
    }

    /// Adds a fragment to the arguments of a choice's tool call.
    pub(crate) fn tool_call_arguments(&mut self, choice: usize, index: usize, fragment: &str) {
        self.call(choice, index, fragment.len() as u64, |call, room| {
            call.arguments.push(fragment, room);
            true
        });
    }

    /// The number of choices, up to the last one with content.
    pub(crate) fn choices(&self) -> usize {
        self.messages.len()
    }

    pub(super) fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// Bytes of the total budget that are left.
    pub(super) fn left(&self) -> usize {
        self.room.left()
    }

    /// The size in bytes, JSON syntax included.
    #[cfg(feature = "sdk")]
    pub(super) fn bytes(&self) -> usize {
        self.room.taken()
    }

    /// Bytes that are allocated for parts and their content.
    #[cfg(test)]
    pub(super) fn capacity(&self) -> usize {
        let messages = self.messages.iter();
        messages.map(Message::capacity).sum()
    }

    fn push(&mut self, choice: usize, kind: Kind, reach: Reach, text: &str) {
        self.add_text(choice, kind, reach, text.len() as u64, |clip, room| {
            clip.push(text, room);
        });
    }

    /// Adds `bytes` bytes to a text of a choice; counts them as omitted if there is no room.
    pub(super) fn add_text(
        &mut self,
        choice: usize,
        kind: Kind,
        reach: Reach,
        bytes: u64,
        keep: impl FnOnce(&mut Clip, &mut Room),
    ) {
        if let Some((message, room)) = self.message(choice, bytes) {
            match message.text(kind, reach, room) {
                Some(text) => keep(text, room),
                None => message.omitted += bytes,
            }
        }
    }

    /// Adds `bytes` bytes to a tool call of a choice; counts them as omitted if they are not kept.
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

    /// The message of a choice, to add `bytes` bytes; `None` if there is no room for it. Choices before it get
    /// messages, too, since messages are in the order of choices.
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
