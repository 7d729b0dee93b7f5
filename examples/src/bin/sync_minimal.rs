//! The smallest program: one call to a model, no async runtime.
#![allow(clippy::print_stdout, reason = "a program prints its answer")]

/// What the model says, and what it cost.
struct Reply {
    text: &'static str,
    prompt_tokens: usize,
    completion_tokens: usize,
}

/// A local model of one rule: which team a ticket goes to.
fn complete(_model: &str, prompt: &str) -> Reply {
    let about_money = |word| ["invoice", "refund", "price"].contains(&word);
    let is_billing = prompt.split_whitespace().any(about_money);
    Reply {
        text: if is_billing { "billing" } else { "support" },
        prompt_tokens: prompt.split_whitespace().count(),
        completion_tokens: 1,
    }
}

fn main() {
    let reply = complete("ticket-rules-1", "the refund has not arrived");
    let tokens = reply.prompt_tokens + reply.completion_tokens;
    println!("{} ({tokens} tokens)", reply.text);
}
