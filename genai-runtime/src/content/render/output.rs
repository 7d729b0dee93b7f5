//! Output messages, in the form of the conventions' schema of `gen_ai.output.messages`.

use std::borrow::Cow;

use super::{Limit, Piece, list, text};
use crate::content::clip::Clip;
use crate::content::message::{self, EMPTY_MESSAGE, FINISH_REASON, Kind, ToolCall};
use crate::content::model::{Message, Part};
use crate::content::output::Output;
use crate::content::store::Storing;
use crate::content::width;
use crate::redact::Redaction;

/// The finish reason that the conventions require if there is none.
const NO_FINISH_REASON: &str = "error";

impl Output {
    /// The messages as a JSON array that is never longer than the total budget; none if nothing was text.
    ///
    /// A choice that ended without saying anything has an empty message, so that messages and finish
    /// reasons stay in line.
    pub(crate) fn to_json(
        &self,
        finish_reasons: &[Option<String>],
        redaction: Option<&Redaction>,
    ) -> Option<Piece> {
        let (messages, omitted) = self.to_messages(finish_reasons, redaction);
        let limit = Limit {
            // Texts were cut when they were captured.
            part: self.budget.part.saturating_add(text::NOTE),
            total: usize::MAX,
        };
        // The text was paid for, but markers of the redaction may be longer than what they replace.
        let whole = list::<Message>(&messages, (0, 0), limit)?;
        let mut piece = if whole.json.len() <= self.budget.total {
            whole
        } else {
            let total = self.budget.total;
            list::<Message>(&messages, (0, 0), Limit { total, ..limit })?
        };
        piece.omitted += omitted;
        Some(piece)
    }

    /// The messages with references to their parts, which are stored.
    pub(crate) fn to_references(
        &self,
        finish_reasons: &[Option<String>],
        redaction: Option<&Redaction>,
        (storing, limit): (Storing<'_>, Limit),
    ) -> Option<Piece> {
        let (mut messages, omitted) = self.to_messages(finish_reasons, redaction);
        let missing = storing.messages(messages.iter_mut());
        let mut piece = list::<Message>(&messages, (0, 0), limit)?;
        piece.omitted += omitted + missing;
        Some(piece)
    }

    /// The messages, and the number of missing bytes of their texts.
    fn to_messages(
        &self,
        finish_reasons: &[Option<String>],
        redaction: Option<&Redaction>,
    ) -> (Vec<Message>, u64) {
        let (mut shown, mut omitted) = (Vec::new(), 0);
        if self.messages().is_empty() {
            return (shown, omitted);
        }
        let mut left = self.left();
        for choice in 0..self.messages().len().max(finish_reasons.len()) {
            let message = self.messages().get(choice);
            if message.is_none() {
                let Some(rest) = left.checked_sub(EMPTY_MESSAGE + FINISH_REASON) else {
                    break;
                };
                left = rest;
            }
            let reason = finish_reasons.get(choice).and_then(Option::as_deref);
            let reason = cleaned(reason.unwrap_or(NO_FINISH_REASON), redaction);
            let (reason, width) = width::beginning(&reason, FINISH_REASON.saturating_add(left));
            left -= width.saturating_sub(FINISH_REASON);
            let parts = message.into_iter().flat_map(|message| &message.parts);
            shown.push(Message {
                role: "assistant".into(),
                name: None,
                finish_reason: Some(reason.to_owned()),
                parts: parts
                    .map(|part| part_of(part, redaction, &mut omitted))
                    .collect(),
                omitted: message.map_or(0, |message| message.omitted),
            });
        }
        (shown, omitted)
    }
}

/// A redacted label.
fn cleaned<'a>(label: &'a str, redaction: Option<&Redaction>) -> Cow<'a, str> {
    redaction.map_or(Cow::Borrowed(label), |redaction| redaction.clean(label))
}

fn part_of(part: &message::Part, redaction: Option<&Redaction>, omitted: &mut u64) -> Part {
    let mut redacted = |text: &Clip| {
        let (text, missing) = text.redacted(redaction);
        *omitted += missing;
        text
    };
    match part {
        message::Part::Text(Kind::Text, _, text) => Part::Text(redacted(text)),
        message::Part::Text(Kind::Reasoning, _, text) => Part::Reasoning(redacted(text)),
        message::Part::Text(Kind::Compaction, _, text) => Part::Compaction {
            id: None,
            content: Some(redacted(text).into()),
        },
        message::Part::ToolCall(ToolCall {
            id,
            name,
            arguments,
            ..
        }) => Part::ToolCall {
            id: id.text().map(|id| cleaned(id, redaction).into_owned()),
            // The schema requires a name, even if none was reported or none had room.
            name: cleaned(name.text().unwrap_or_default(), redaction).into_owned(),
            arguments: (arguments.whole() != Some("")).then(|| redacted(arguments).into()),
        },
    }
}
