//! Answers that are collected apart, where user code runs that may add to the same answer meanwhile.

use super::output::{Kind, Output, Part};

impl Output {
    /// Adds what another answer says after this one.
    pub(crate) fn append(&mut self, newer: &Self) {
        for (choice, message) in newer.messages().iter().enumerate() {
            for part in &message.parts {
                match part {
                    Part::Said(Kind::Text, said) => self.text(choice, &said.to_string()),
                    Part::Said(Kind::Reasoning, said) => self.reasoning(choice, &said.to_string()),
                    Part::Called(call) => {
                        let index = call.index;
                        self.tool_call_id(choice, index, call.id.text().unwrap_or_default());
                        self.tool_call_name(choice, index, call.name.text().unwrap_or_default());
                        let arguments = call.arguments.to_string();
                        self.tool_call_arguments(choice, index, &arguments);
                    }
                }
            }
        }
    }
}
