//! Decisions of a chain, recorded on the span of the step that makes them and on that of its workflow.

use std::borrow::Cow;

use genai_semconv::attribute;
use opentelemetry::KeyValue;
use opentelemetry::trace::TraceContextExt;

use super::redacted::redact_attributes;
use super::{Attributes, providers};
use crate::chain::{self, Decided, Walked};
use crate::content::hidden::hides_content;
use crate::shield::{current_context, shielded};

/// A decision that has been recorded; made by [`decision`].
pub struct Decision {
    about: Cow<'static, str>,
    choice: Cow<'static, str>,
}

hides_content!(Decision);

/// Records which way a chain goes, as the attribute `chain.decision.{about}` of the span of the innermost
/// `#[chain_step]` and of that of its workflow. A later decision with the same `about` replaces the earlier one; each
/// span keeps at most 32. Outside of steps, decisions are attributes of the current span.
///
/// # Examples
///
/// ```
/// use genai_runtime::{chain_step, decision, testing};
///
/// #[chain_step]
/// fn route(question: &str) -> bool {
///     let searches = question.ends_with('?');
///     decision("routing", if searches { "search" } else { "answer" }).confidence(0.87);
///     searches
/// }
///
/// let capture = testing::capture();
/// capture.run(|| route("who?"));
/// let span = capture.span("route");
/// assert_eq!(span.text("chain.decision.routing").as_deref(), Some("search"));
/// ```
pub fn decision(
    about: impl Into<Cow<'static, str>>,
    choice: impl Into<Cow<'static, str>>,
) -> Decision {
    let decision = Decision {
        about: about.into(),
        choice: choice.into(),
    };
    decision.note(None);
    decision
}

#[expect(
    clippy::return_self_not_must_use,
    reason = "the decision is recorded already"
)]
impl Decision {
    /// Records the confidence of the decision, from 0 to 1, as `chain.decision.{about}.confidence`.
    pub fn confidence(self, confidence: f64) -> Self {
        self.note(Some(confidence));
        self
    }

    fn note(&self, confidence: Option<f64>) {
        let context = current_context();
        let redaction = providers::redaction(&context);
        // `about` becomes part of a key, and keys are not redacted later.
        let about = redaction.as_ref().map_or_else(
            || Cow::Borrowed(&*self.about),
            |redaction| redaction.clean(&self.about),
        );
        let is_noted = chain::decide(&context, &about, &self.choice, confidence);
        // A span that is not a step's takes attributes at once, and they cannot be replaced: with a confidence, the
        // choice is there already.
        let span = context.span();
        if !is_noted && span.is_recording() {
            let already_set = usize::from(confidence.is_some());
            let new = attributes(&about, self.choice.to_string(), confidence);
            let mut new: Vec<_> = new.skip(already_set).collect();
            if let Some(redaction) = &redaction {
                redact_attributes(&mut new, redaction);
            }
            shielded(|| span.set_attributes(new));
        }
    }
}

fn attributes(
    about: &str,
    choice: String,
    confidence: Option<f64>,
) -> impl Iterator<Item = KeyValue> {
    let key = format!("{}.{about}", attribute::CHAIN_DECISION);
    let confidence =
        confidence.map(|confidence| KeyValue::new(format!("{key}.confidence"), confidence));
    [KeyValue::new(key, choice)].into_iter().chain(confidence)
}

/// The 16 hexadecimal digits of a hash, without the cost of `format!`: every workflow writes one.
fn hexadecimal(hash: u64) -> String {
    let digit = |value: u8| {
        if value < 10 {
            b'0' + value
        } else {
            b'a' - 10 + value
        }
    };
    let mut digits = [0; 16];
    for (pair, byte) in digits.as_chunks_mut().0.iter_mut().zip(hash.to_be_bytes()) {
        *pair = [digit(byte >> 4), digit(byte & 0xf)];
    }
    String::from_utf8_lossy(&digits).into_owned()
}

impl Walked {
    /// Writes the path and the decisions made on it.
    pub(crate) fn write(self, target: &mut Attributes) {
        if let Some((path, hash)) = self.path.filter(|(path, _)| !path.is_empty()) {
            target.add(attribute::CHAIN_PATH, Some(path));
            target.add(attribute::CHAIN_PATH_HASH, Some(hexadecimal(hash)));
        }
        for decided in self.decisions {
            let Decided {
                about,
                choice,
                confidence,
            } = decided;
            target.extend(attributes(&about, choice, confidence));
        }
    }
}
