//! A local model with a single rule: which team a text is for.

use genai_runtime::{UsageReport, llm_span};

/// The model's answer and its token usage.
#[derive(UsageReport)]
pub(crate) struct Reply {
    pub(crate) team: &'static str,
    prompt_tokens: usize,
    completion_tokens: usize,
}

#[llm_span(system = "local-rules", model = "ticket-rules-1")]
pub(crate) fn complete(prompt: &str) -> Reply {
    let about_money = |word| ["invoice", "refund", "price"].contains(&word);
    let words: Vec<&str> = prompt.split_whitespace().collect();
    let is_billing = words.iter().copied().any(about_money);
    Reply {
        team: if is_billing { "billing" } else { "support" },
        prompt_tokens: words.len(),
        completion_tokens: 1,
    }
}
