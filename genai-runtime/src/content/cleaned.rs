//! Redaction of captured content.

use std::borrow::Cow;

use super::captured::Captured;
use super::kept_text::KeptText;
use super::model::{Message, OwnedMedia, Part, ToolDefinition};
use crate::redact::Redaction;

impl Captured {
    /// Redacts every text except answers, which are redacted when they are rendered: that depends on where they are
    /// cut.
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
                query.redact(redaction);
            }
            let lists = step.records.iter_mut();
            let records = lists.flat_map(|(_, list)| list.iter_mut());
            for record in records {
                record.content.redact(redaction);
                clean_text(record.id.as_mut(), redaction);
            }
            step.texts
                .iter_mut()
                .for_each(|(_, text)| text.redact(redaction));
        }
    }
}

fn clean(text: &mut String, redaction: &Redaction) {
    if let Cow::Owned(redacted) = redaction.clean(text) {
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
    // Borrowed roles are constants.
    if let Cow::Owned(role) = &mut message.role {
        clean(role, redaction);
    }
    clean_text(message.name.as_mut(), redaction);
    message
        .parts
        .iter_mut()
        .for_each(|part| redact_part(part, redaction));
}

fn redact_part(part: &mut Part, redaction: &Redaction) {
    match part {
        Part::Text(text) | Part::Reasoning(text) => clean(text, redaction),
        Part::Cut(text) => text.redact(redaction),
        Part::ToolCall {
            id,
            name,
            arguments,
        } => {
            clean_text(id.as_mut(), redaction);
            clean(name, redaction);
            clean_kept(arguments.as_mut(), redaction);
        }
        Part::ServerToolCall { id, name, call } => {
            clean_text(id.as_mut(), redaction);
            clean(name, redaction);
            call.redact(redaction);
        }
        // Redacted like the identifier of the call, so that both stay equal.
        Part::ToolResponse { id, response } | Part::ServerToolResponse { id, response } => {
            clean_text(id.as_mut(), redaction);
            response.redact(redaction);
        }
        Part::Blob {
            media,
            content: text,
        }
        | Part::Uri { media, uri: text } => {
            redact_media(media, redaction);
            text.redact(redaction);
        }
        Part::File { media, id } => {
            redact_media(media, redaction);
            clean(id, redaction);
        }
        Part::Compaction { id, content } => {
            clean_text(id.as_mut(), redaction);
            clean_kept(content.as_mut(), redaction);
        }
        Part::Other { kind, properties } => {
            clean(kind, redaction);
            properties.redact(redaction);
        }
        // Redacted before it was stored.
        Part::Stored { .. } => {}
    }
}

fn redact_media(media: &mut OwnedMedia, redaction: &Redaction) {
    clean(&mut media.modality, redaction);
    clean_text(media.mime_type.as_mut(), redaction);
}

fn redact_tool(tool: &mut ToolDefinition, redaction: &Redaction) {
    clean(&mut tool.kind, redaction);
    clean(&mut tool.name, redaction);
    clean_kept(tool.description.as_mut(), redaction);
    clean_kept(tool.parameters.as_mut(), redaction);
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::Value;

    use crate::content::captured::{Captured, Shape};
    use crate::content::{BorrowedPart, ContentPolicy, FurtherNames, Json, Media};
    use crate::redact::Redaction;

    const CANARY: &str = "bob@example.com";

    #[test]
    fn names_and_identifiers_are_texts_too() {
        let policy = ContentPolicy::default().redaction(Redaction::built_in());
        let (mut input, mut output) = (policy.of_questions(), policy.of_answers(1));
        let id = format!("{CANARY}:1");
        let (id, name, value) = (Some(id.as_str()), CANARY, Json::Text("{}"));
        let media = Media {
            modality: CANARY,
            mime_type: Some(CANARY),
        };
        output.tool_call_id(0, 0, id.unwrap());
        output.tool_call_name(0, 0, name);
        output.tool_call_arguments(0, 0, "{}");
        input.message(CANARY);
        input.name(CANARY);
        let arguments = Some(value);
        let (response, call, properties, kind) = (value, value, value, CANARY);
        let content = "text";
        for part in [
            BorrowedPart::ToolCall {
                id,
                name,
                arguments,
            },
            BorrowedPart::ToolResponse { id, response },
            BorrowedPart::ServerToolCall { id, name, call },
            BorrowedPart::ServerToolResponse { id, response },
            BorrowedPart::Blob { media, content },
            BorrowedPart::File { media, id: CANARY },
            BorrowedPart::Uri { media, uri: CANARY },
            BorrowedPart::Compaction { id, content: None },
            BorrowedPart::Other { kind, properties },
        ] {
            input.part(&part);
            input.instruction(&part);
        }
        input.tool(CANARY, CANARY, Some(CANARY), None);
        let captured = Captured {
            policy: Arc::new(policy),
            input: Some(input),
            output: Some(output),
            finish_reasons: vec![Some(CANARY.to_owned())],
            step: None,
            further_names: FurtherNames::default(),
            meter: None,
        };
        let rendered = captured.render();
        assert_eq!(rendered.attributes.len(), 4);
        for (key, shape) in &rendered.attributes {
            let (Shape::Json(json) | Shape::Text(json)) = shape;
            assert!(json.contains("[email]") && !json.contains("bob"), "{json}");
            if key == "gen_ai.input.messages" {
                let messages: Value = serde_json::from_str(json).unwrap();
                let parts = &messages[0]["parts"];
                assert_eq!(parts[0]["id"], "[email]:1");
                assert_eq!(parts[0]["id"], parts[1]["id"]);
            }
        }
    }
}
