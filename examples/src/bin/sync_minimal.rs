//! The smallest program: one call to a model, no async runtime.
#![allow(
    clippy::print_stdout,
    reason = "a command-line program prints its answer"
)]

/// What the model says, and what it cost.
struct Reply {
    model: &'static str,
    text: &'static str,
    prompt_tokens: usize,
    completion_tokens: usize,
}

/// A local model of two rules: which team a ticket goes to.
fn complete(model: &'static str, prompt: &str) -> Reply {
    let is_about_money = ["invoice", "refund", "price"]
        .iter()
        .any(|word| prompt.contains(word));
    let text = if is_about_money { "billing" } else { "support" };
    Reply {
        model,
        text,
        prompt_tokens: prompt.split_whitespace().count(),
        completion_tokens: 1,
    }
}

fn main() {
    let reply = complete(
        "ticket-rules-1",
        "the refund for my last order has not arrived",
    );
    let Reply {
        model,
        text,
        prompt_tokens,
        completion_tokens,
    } = reply;
    println!("{model}: {text} ({prompt_tokens} tokens in, {completion_tokens} out)");
}
