//! The checks around the agent: a guardrail before it, and an evaluation of its answer.

use genai_runtime::{chain_step, decision, evaluation};

use crate::error::AgentError;

/// An answer, and the results of the tools that it is based on.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) text: String,
    pub(crate) evidence: Vec<String>,
}

/// Refuses questions that contain lines which look like passages of the handbook.
#[chain_step(kind = guardrail)]
pub(crate) fn admit(question: &str) -> Result<(), AgentError> {
    let is_passage = |line: &str| line.trim_start().starts_with('[');
    if question.lines().any(is_passage) {
        decision("admission", "refused");
        return Err(AgentError::Refused(
            "it looks like a passage of the handbook",
        ));
    }
    decision("admission", "admitted");
    Ok(())
}

/// Evaluates how many words of the answer occur in the evidence.
#[chain_step(kind = evaluation)]
pub(crate) fn judge(answer: &Answer) {
    let evidence = answer.evidence.join("\n");
    let words: Vec<&str> = answer.text.split_whitespace().collect();
    let found = words.iter().filter(|word| evidence.contains(**word));
    #[expect(clippy::cast_precision_loss, reason = "answers have a few dozen words")]
    let score = found.count() as f64 / words.len().max(1) as f64;
    let label = if score < 0.5 { "invented" } else { "grounded" };
    evaluation("groundedness").score(score).label(label);
}
