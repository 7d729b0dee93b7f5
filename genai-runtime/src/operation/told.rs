//! What an operation is told: messages, tools, arguments, queries.

use super::Start;
use crate::content::CaptureChoice;
use crate::report::value::Text;
use crate::report::{ContentValue, MessageReport, Messages, ToolReport, Tools};

impl Start {
    /// `gen_ai.input.messages`, where that is captured, and its size
    pub fn input(&mut self, input: &(impl MessageReport + ?Sized)) {
        if let Some(operation) = self.operation() {
            input.report(&mut Messages::new(&mut operation.input));
        }
    }

    /// `gen_ai.system_instructions`, where that is captured, and its size
    pub fn system_instructions(&mut self, instructions: &(impl MessageReport + ?Sized)) {
        if let Some(operation) = self.operation() {
            instructions.report(&mut Messages::instructions(&mut operation.input));
        }
    }

    /// `gen_ai.tool.definitions`, where that is captured
    pub fn tools(&mut self, tools: &(impl ToolReport + ?Sized)) {
        if let Some(operation) = self.operation() {
            tools.report(&mut Tools::new(&mut operation.input));
        }
    }

    /// `gen_ai.tool.call.arguments`, where that is captured, and its size
    pub fn arguments(&mut self, arguments: &(impl ContentValue + ?Sized)) {
        if let Some(operation) = self.operation()
            && let Some(bytes) = arguments.size()
        {
            operation.input.add_bytes(Some(bytes));
            if let Some(capturing) = &mut operation.capturing {
                capturing.arguments(arguments);
            }
        }
    }

    /// `gen_ai.retrieval.query.text` or `gen_ai.memory.query.text`, where that is captured, and its size
    pub fn query(&mut self, query: impl Text) {
        if let Some(operation) = self.operation()
            && let Some(query) = query.text()
        {
            operation.input.add_bytes(Some(query.len() as u64));
            let kind = operation.kind;
            if let Some(capturing) = &mut operation.capturing {
                capturing.query(kind, &query);
            }
        }
    }

    /// Whether content of this call is captured; `None` leaves it to the process.
    pub fn content(&mut self, capture: impl CaptureChoice) {
        if let Some(origin) = self.origin() {
            origin.capture = capture.choice();
        }
    }
}
