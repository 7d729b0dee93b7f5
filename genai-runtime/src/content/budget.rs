//! How much of a content is kept.

/// How many bytes of content are kept, counted as they stand in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Budget {
    /// Of one part of a message: a text, a reasoning or the arguments of a tool call.
    pub(crate) part: usize,
    /// Of all that one operation captures, with what JSON puts around it.
    pub(crate) total: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            part: 16 * 1024,
            total: 64 * 1024,
        }
    }
}
