//! What is known of the input of an operation.

use crate::content::Input;

/// What is known of the input of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct InputFacts {
    /// Bytes of all that the model is told, whether or not it is captured; none if nothing was said of it.
    pub(crate) bytes: Option<u64>,
    /// The messages; none where content is not captured.
    pub(crate) input: Option<Input>,
}

impl InputFacts {
    /// Something else was said, of so many bytes; none if it was not.
    pub(crate) fn add_bytes(&mut self, bytes: Option<u64>) {
        if let Some(bytes) = bytes {
            self.count(bytes);
        }
    }

    pub(super) fn count(&mut self, bytes: u64) {
        self.bytes = Some(self.bytes.unwrap_or(0).saturating_add(bytes));
    }
}
