//! What the fuzzer may reach of what is private. Exists for `cargo fuzz` only.

use crate::content::{Budget, Output};

/// What is said of a choice, and where it concerns one, of the tool call at an index.
#[derive(Debug, Clone, Copy)]
pub enum Said<'a> {
    /// Text of a choice.
    Text(usize, &'a str),
    /// Reasoning of a choice.
    Reasoning(usize, &'a str),
    /// Identifier of a tool call.
    Id(usize, usize, &'a str),
    /// Name of a tool call.
    Name(usize, usize, &'a str),
    /// Arguments of a tool call.
    Arguments(usize, usize, &'a str),
}

/// An answer put together and rendered.
#[derive(Debug)]
pub struct Answer(Output);

impl Answer {
    /// An answer of which `total` bytes are kept, and of each part `part`.
    pub fn new(part: usize, total: usize) -> Self {
        Self(Output::new(Budget { part, total }))
    }

    /// Adds to the answer.
    pub fn say(&mut self, said: Said<'_>) {
        match said {
            Said::Text(choice, text) => self.0.text(choice, text),
            Said::Reasoning(choice, text) => self.0.reasoning(choice, text),
            Said::Id(choice, index, id) => self.0.tool_call_id(choice, index, id),
            Said::Name(choice, index, name) => self.0.tool_call_name(choice, index, name),
            Said::Arguments(choice, index, text) => self.0.tool_call_arguments(choice, index, text),
        }
    }

    /// The answer as JSON.
    pub fn to_json(&self, finish_reasons: &[Option<String>]) -> Option<String> {
        self.0.to_json(finish_reasons, None).map(|piece| piece.json)
    }
}
