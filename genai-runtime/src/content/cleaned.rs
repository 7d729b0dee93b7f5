//! Captured content without what must not leave.

use std::borrow::Cow;

use super::captured::Captured;
use super::kept_text::KeptText;
use super::model::{Message, Part, ToolDefinition};
use crate::redact::Redaction;

impl Captured {
    /// Takes out of every text what must not leave. Answers are rendered without it: where those are cut, it
    /// matters.
    pub(super) fn redact(&mut self, redaction: &Redaction) {
        if let Some(input) = &mut self.input {
            input
                .messages
                .iter_mut()
                .for_each(|message| redact_message(message, redaction));
            input
                .instructions
                .iter_mut()
                .for_each(|part| redact_part(part, redaction));
            input
                .tools
                .iter_mut()
                .for_each(|tool| redact_tool(tool, redaction));
        }
        if let Some(step) = &mut self.step {
            let values = [&mut step.arguments, &mut step.result];
            values
                .into_iter()
                .flatten()
                .for_each(|value| value.redact(redaction));
            if let Some((_, query)) = &mut step.query {
                clean(query, redaction);
            }
            let records = step
                .records
                .iter_mut()
                .flat_map(|(_, list)| &mut list.records);
            for record in records {
                record.content.redact(redaction);
                clean_text(record.id.as_mut(), redaction);
            }
            step.texts
                .iter_mut()
                .for_each(|(_, text)| clean(text, redaction));
        }
    }
}

fn clean(text: &mut String, redaction: &Redaction) {
    if let Cow::Owned(redacted) = redaction.apply(text) {
        *text = redacted;
    }
}

fn clean_text(text: Option<&mut String>, redaction: &Redaction) {
    if let Some(text) = text {
        clean(text, redaction);
    }
}

fn clean_kept(text: Option<&mut KeptText>, redaction: &Redaction) {
    if let Some(text) = text {
        text.redact(redaction);
    }
}

fn redact_message(message: &mut Message, redaction: &Redaction) {
    clean_text(message.name.as_mut(), redaction);
    message
        .parts
        .iter_mut()
        .for_each(|part| redact_part(part, redaction));
}

fn redact_part(part: &mut Part, redaction: &Redaction) {
    match part {
        Part::Text(text) | Part::Reasoning(text) | Part::File { id: text, .. } => {
            clean(text, redaction);
        }
        Part::ToolCall {
            name, arguments, ..
        } => {
            clean(name, redaction);
            clean_kept(arguments.as_mut(), redaction);
        }
        Part::ServerToolCall { name, call, .. } => {
            clean(name, redaction);
            call.redact(redaction);
        }
        Part::ToolResponse { response: text, .. }
        | Part::ServerToolResponse { response: text, .. }
        | Part::Other {
            properties: text, ..
        }
        | Part::Blob { content: text, .. }
        | Part::Uri { uri: text, .. } => text.redact(redaction),
        Part::Cut(text) => text.redact(redaction),
        Part::Compaction { content, .. } => {
            clean_kept(content.as_mut(), redaction);
        }
        // It was cleaned before it was stored.
        Part::Stored { .. } => {}
    }
}

fn redact_tool(tool: &mut ToolDefinition, redaction: &Redaction) {
    clean(&mut tool.name, redaction);
    clean_kept(tool.description.as_mut(), redaction);
    clean_kept(tool.parameters.as_mut(), redaction);
}
