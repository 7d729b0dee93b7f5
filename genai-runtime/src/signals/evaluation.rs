//! Judgements of what a model or a chain gave, as the conventions' event.

use std::borrow::Cow;

use genai_semconv::{attribute, event};
use opentelemetry::logs::{AnyValue, Severity};
use opentelemetry::{Context, Key};

use super::events::Event;
use super::{is_enabled, providers};
use crate::content::hidden::hides_content;
use crate::shield::{context_is_reachable, current_context, shielded};

/// A judgement. It is emitted when it is dropped, normally at the end of the statement.
pub struct Evaluation {
    attributes: Vec<(Key, AnyValue)>,
    context: Option<Context>,
}

hides_content!(Evaluation);

/// Judges what the current span, or another one, stands for: emits the conventions' event `gen_ai.evaluation.result`.
/// `name` is the criterion: `relevance`, `toxicity`. Events go to the logger provider of `Telemetry` (feature `sdk`)
/// or to that of [`set_logger_provider`](crate::set_logger_provider); without one, nothing is emitted.
///
/// # Examples
///
/// ```
/// use genai_runtime::{chain_step, evaluation, testing};
///
/// #[chain_step(kind = evaluation)]
/// fn judge(answer: &str) {
///     evaluation("relevance").score(0.9).label("good").explanation("names the source");
/// # let _ = answer;
/// }
///
/// let capture = testing::capture();
/// capture.run(|| judge("as the handbook says …"));
/// assert_eq!(capture.events()[0].text("gen_ai.evaluation.name").as_deref(), Some("relevance"));
/// ```
pub fn evaluation(name: impl Into<Cow<'static, str>>) -> Evaluation {
    let mut evaluation = Evaluation {
        attributes: Vec::new(),
        context: None,
    };
    evaluation.set(attribute::GEN_AI_EVALUATION_NAME, name.into());
    evaluation
}

#[expect(
    clippy::return_self_not_must_use,
    reason = "it is emitted when it is dropped"
)]
impl Evaluation {
    /// `gen_ai.evaluation.score.value`: a number in the evaluator's own range, recorded as it is.
    pub fn score(mut self, score: f64) -> Self {
        self.set(attribute::GEN_AI_EVALUATION_SCORE_VALUE, score);
        self
    }

    /// `gen_ai.evaluation.score.label`: `pass`, `good`.
    pub fn label(mut self, label: impl Into<Cow<'static, str>>) -> Self {
        self.set(attribute::GEN_AI_EVALUATION_SCORE_LABEL, label.into());
        self
    }

    /// `gen_ai.evaluation.explanation`. It is emitted whether or not content is captured, less what a redaction
    /// removes: you choose what it cites.
    pub fn explanation(mut self, explanation: impl Into<Cow<'static, str>>) -> Self {
        self.set(attribute::GEN_AI_EVALUATION_EXPLANATION, explanation.into());
        self
    }

    /// `gen_ai.response.id`: the answer that was judged, where its span is not at hand.
    pub fn response_id(mut self, id: impl Into<Cow<'static, str>>) -> Self {
        self.set(attribute::GEN_AI_RESPONSE_ID, id.into());
        self
    }

    /// `error.type`: why there is no judgement.
    pub fn error_type(mut self, class: impl Into<Cow<'static, str>>) -> Self {
        self.set(attribute::ERROR_TYPE, class.into());
        self
    }

    /// Judges what the span of this context stands for, even after that span has ended.
    pub fn on(mut self, context: &Context) -> Self {
        self.context = Some(context.clone());
        self
    }

    fn emit(&mut self) {
        if !is_enabled(false) {
            return;
        }
        let context = self.context.take().unwrap_or_else(current_context);
        let Some(sink) = providers::events(&context) else {
            return;
        };
        let event = Event {
            name: event::GEN_AI_EVALUATION_RESULT,
            severity: Severity::Info,
            attributes: std::mem::take(&mut self.attributes),
        };
        sink.emit(event, None, &context);
    }

    fn set(&mut self, key: &'static str, value: impl Into<AnyValue>) {
        let value = value.into();
        match self
            .attributes
            .iter_mut()
            .find(|(known, _)| known.as_str() == key)
        {
            Some((_, known)) => *known = value,
            None => self.attributes.push((key.into(), value)),
        }
    }
}

impl Drop for Evaluation {
    fn drop(&mut self) {
        if context_is_reachable() {
            shielded(|| self.emit());
        }
    }
}
