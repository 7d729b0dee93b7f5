//! What stands before and after the agent: which questions it is given, and how good its answers are.

use genai_runtime::{chain_step, decision, evaluation};

use crate::error::AgentError;

/// An answer, and what the tools gave for it.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) text: String,
    pub(crate) evidence: Vec<String>,
}

/// Keeps away what would pass for a passage of the handbook.
#[chain_step(kind = guardrail)]
pub(crate) fn admit(question: &str) -> Result<(), AgentError> {
    let is_passage = |line: &str| line.trim_start().starts_with('[');
    if question.lines().any(is_passage) {
        decision("admission", "refused");
        return Err(AgentError::Refused(
            "it reads like a passage of the handbook",
        ));
    }
    decision("admission", "admitted");
    Ok(())
}

/// Judges how much of an answer the tools have said.
#[chain_step(kind = evaluation)]
pub(crate) fn judge(answer: &Answer) {
    let evidence = answer.evidence.join("\n");
    let words: Vec<&str> = answer.text.split_whitespace().collect();
    let found = words.iter().filter(|word| evidence.contains(**word));
    // Answers have a few dozen words: no count is inexact.
    #[expect(clippy::cast_precision_loss, reason = "see above")]
    let score = found.count() as f64 / words.len().max(1) as f64;
    let label = if score < 0.5 { "invented" } else { "grounded" };
    evaluation("groundedness").score(score).label(label);
}
