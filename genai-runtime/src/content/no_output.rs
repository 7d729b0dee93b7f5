//! Stands in for captured output if the feature `content` is off.

#[cfg(feature = "serde_json")]
use super::Place;

/// Never constructed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Output {}

impl Output {
    pub(crate) fn text(&mut self, _choice: usize, _text: &str) {
        match *self {}
    }

    pub(crate) fn reasoning(&mut self, _choice: usize, _text: &str) {
        match *self {}
    }

    #[cfg(feature = "serde_json")]
    pub(crate) fn compaction(&mut self, _choice: usize, _text: &str) {
        match *self {}
    }

    #[cfg(feature = "serde_json")]
    pub(crate) fn text_at(&mut self, _choice: usize, _place: Place, _text: &str) {
        match *self {}
    }

    #[cfg(feature = "serde_json")]
    pub(crate) fn reasoning_at(&mut self, _choice: usize, _place: Place, _text: &str) {
        match *self {}
    }

    pub(crate) fn tool_call_id(&mut self, _choice: usize, _index: usize, _id: &str) {
        match *self {}
    }

    pub(crate) fn tool_call_name(&mut self, _choice: usize, _index: usize, _name: &str) {
        match *self {}
    }

    pub(crate) fn tool_call_arguments(&mut self, _choice: usize, _index: usize, _fragment: &str) {
        match *self {}
    }

    #[cfg(feature = "serde_json")]
    pub(crate) fn has_tool_call(&self, _choice: usize, _index: usize) -> bool {
        match *self {}
    }

    pub(crate) fn apart(&self) -> Self {
        match *self {}
    }

    pub(crate) fn append(&mut self, _newer: &Self) {
        match *self {}
    }
}
