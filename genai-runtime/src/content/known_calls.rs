//! The open tool calls of an answer, which further fragments may continue.

use super::message::Part;
use super::output::Output;

/// An open call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KnownCall {
    choice: usize,
    /// `None` matches any index: a choice without room does not keep its calls.
    index: Option<usize>,
}

impl Output {
    /// Whether a choice has an open call at this index.
    pub(crate) fn has_tool_call(&self, choice: usize, index: usize) -> bool {
        let mut known = self.known_calls();
        known.any(|call| call.choice == choice && call.index.is_none_or(|known| known == index))
    }

    /// The open calls, including those of an older answer.
    pub(super) fn known_calls(&self) -> impl Iterator<Item = KnownCall> {
        let messages = self.messages().iter().enumerate();
        let own = messages.flat_map(|(choice, message)| {
            let all = message.closed.then_some(None);
            let calls = message.parts.iter().filter_map(Part::call).map(Some);
            let indices = all.into_iter().chain(calls);
            indices.map(move |index| KnownCall { choice, index })
        });
        self.older_calls.iter().copied().chain(own)
    }
}
