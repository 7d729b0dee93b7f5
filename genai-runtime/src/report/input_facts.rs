//! The facts of the input of an operation.

use crate::content::Input;

/// The facts of the input of an operation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct InputFacts {
    /// Bytes of the input, whether or not it is captured; `None` if none was reported.
    pub(crate) bytes: Option<u64>,
    /// The captured input; `None` if content is not captured.
    pub(crate) input: Option<Input>,
}

impl InputFacts {
    /// Adds to the size of the input; `None` if nothing was reported.
    pub(crate) fn add_bytes(&mut self, bytes: Option<u64>) {
        if let Some(bytes) = bytes {
            self.count(bytes);
        }
    }

    pub(super) fn count(&mut self, bytes: u64) {
        self.bytes = Some(self.bytes.unwrap_or(0).saturating_add(bytes));
    }
}
