//! The trait of values that report messages.

use std::borrow::Cow;

use super::Messages;

/// A value that is passed to a model: a prompt, a message, a conversation.
///
/// The values of the arguments `input` and `system_instructions` of [`llm_span`](crate::llm_span) implement it.
/// A text is one message of the user. Also ready-made: `serde_json::Value` (feature `serde_json`), as a message, an
/// array of messages or a whole request in a provider's wire format; and the input types of chat completions and
/// the Responses API in the `async-openai` crate (feature `async-openai`).
///
/// # Examples
///
/// ```
/// use genai_runtime::{MessageReport, Messages};
///
/// struct Note(String);
///
/// impl MessageReport for Note {
///     fn report(&self, messages: &mut Messages<'_>) {
///         messages.message("user").name("notes").text(&self.0);
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not say which messages it is",
    label = "`{Self}` does not implement `MessageReport`",
    note = "give a text or a list of texts, or implement `genai_runtime::MessageReport` for `{Self}`"
)]
#[cfg_attr(
    not(feature = "serde_json"),
    diagnostic::on_unimplemented(
        note = "`serde_json::Value` and types of `async-openai` implement it with the features `serde_json` and \
                `async-openai` of `genai-runtime`"
    )
)]
#[cfg_attr(
    all(feature = "serde_json", not(feature = "async-openai")),
    diagnostic::on_unimplemented(
        note = "types of `async-openai` implement it with the feature `async-openai` of `genai-runtime`"
    )
)]
pub trait MessageReport {
    /// Reports the messages in their order.
    fn report(&self, messages: &mut Messages<'_>);
}

impl MessageReport for str {
    fn report(&self, messages: &mut Messages<'_>) {
        messages.message("user").text(self);
    }
}

impl MessageReport for String {
    fn report(&self, messages: &mut Messages<'_>) {
        self.as_str().report(messages);
    }
}

impl MessageReport for Cow<'_, str> {
    fn report(&self, messages: &mut Messages<'_>) {
        (**self).report(messages);
    }
}

impl<T: MessageReport> MessageReport for Option<T> {
    fn report(&self, messages: &mut Messages<'_>) {
        if let Some(value) = self {
            value.report(messages);
        }
    }
}

impl<T: MessageReport> MessageReport for [T] {
    fn report(&self, messages: &mut Messages<'_>) {
        for value in self {
            value.report(messages);
        }
    }
}

impl<T: MessageReport, const N: usize> MessageReport for [T; N] {
    fn report(&self, messages: &mut Messages<'_>) {
        self.as_slice().report(messages);
    }
}

impl<T: MessageReport> MessageReport for Vec<T> {
    fn report(&self, messages: &mut Messages<'_>) {
        self.as_slice().report(messages);
    }
}

through_pointers!(MessageReport: report(messages: &mut Messages<'_>));
