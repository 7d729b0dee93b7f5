//! The messages that a model answers with, put together from whole texts or from a stream's fragments.

use super::Budget;

/// What a model answers, one message per choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Output {
    budget: Budget,
}

impl Output {
    pub(crate) fn new(budget: Budget) -> Self {
        Self { budget }
    }

    /// Adds to the text of a choice.
    pub(crate) fn text(&mut self, choice: usize, text: &str) {
        let _ = (choice, text, self.budget);
    }

    /// Adds to the reasoning of a choice.
    pub(crate) fn reasoning(&mut self, choice: usize, text: &str) {
        let _ = (choice, text, self.budget);
    }

    /// Says the identifier of a choice's tool call.
    pub(crate) fn tool_call_id(&mut self, choice: usize, index: usize, id: &str) {
        let _ = (choice, index, id, self.budget);
    }

    /// Says the name of the tool that a choice calls.
    pub(crate) fn tool_call_name(&mut self, choice: usize, index: usize, name: &str) {
        let _ = (choice, index, name, self.budget);
    }

    /// Adds to the arguments of a choice's tool call, which are JSON in pieces.
    pub(crate) fn tool_call_arguments(&mut self, choice: usize, index: usize, fragment: &str) {
        let _ = (choice, index, fragment, self.budget);
    }
}
