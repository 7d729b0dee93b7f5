//! The calls of tools that an answer may go on with.

use super::message::Part;
use super::output::Output;

/// A call that may go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KnownCall {
    choice: usize,
    /// None stands for all of them: of a choice without room no call is known.
    index: Option<usize>,
}

impl Output {
    /// Whether a choice calls a tool at this index, as far as there was room for it.
    pub(crate) fn has_tool_call(&self, choice: usize, index: usize) -> bool {
        let mut known = self.known_calls();
        known.any(|call| call.choice == choice && call.index.is_none_or(|known| known == index))
    }

    /// The calls that may go on, those of an older answer included.
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
