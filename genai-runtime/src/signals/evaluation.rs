//! Evaluations of the output of a model or a chain, emitted as the conventions' event.

use std::borrow::Cow;

use genai_semconv::{attribute, event};
use opentelemetry::logs::{AnyValue, Severity};
use opentelemetry::{Context, Key};

use super::events::Event;
use super::{is_enabled, providers};
use crate::content::hidden::hides_content;
use crate::shield::{context_is_reachable, current_context, shielded};

/// The result of an evaluation; made by [`evaluation`]. It is emitted when dropped, normally at the end of the
/// statement.
pub struct Evaluation {
    attributes: Vec<(Key, AnyValue)>,
    context: Option<Context>,
}

hides_content!(Evaluation);

/// Emits the result of evaluating the operation of the current span, or of [another one](Evaluation::on): the
/// conventions' event `gen_ai.evaluation.result`. `name` is the criterion, such as `relevance` or `toxicity`.
///
/// Events go to the logger provider of `Telemetry` (feature `sdk`) or to that of
/// [`set_logger_provider`](crate::set_logger_provider); without one, nothing is emitted.
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
    /// Sets `gen_ai.evaluation.score.value`: a number in the evaluator's own range.
    pub fn score(mut self, score: f64) -> Self {
        self.set(attribute::GEN_AI_EVALUATION_SCORE_VALUE, score);
        self
    }

    /// Sets `gen_ai.evaluation.score.label`, such as `pass` or `good`.
    pub fn label(mut self, label: impl Into<Cow<'static, str>>) -> Self {
        self.set(attribute::GEN_AI_EVALUATION_SCORE_LABEL, label.into());
        self
    }

    /// Sets `gen_ai.evaluation.explanation`. It is redacted, but emitted even if content is not captured: mind what it
    /// quotes.
    pub fn explanation(mut self, explanation: impl Into<Cow<'static, str>>) -> Self {
        self.set(attribute::GEN_AI_EVALUATION_EXPLANATION, explanation.into());
        self
    }

    /// Sets `gen_ai.response.id`: the response that was evaluated, where its span is not at hand.
    pub fn response_id(mut self, id: impl Into<Cow<'static, str>>) -> Self {
        self.set(attribute::GEN_AI_RESPONSE_ID, id.into());
        self
    }

    /// Sets `error.type`: why the evaluation failed.
    pub fn error_type(mut self, class: impl Into<Cow<'static, str>>) -> Self {
        self.set(attribute::ERROR_TYPE, class.into());
        self
    }

    /// Attaches the result to the span of this context instead of the current one, even after that span has ended.
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
