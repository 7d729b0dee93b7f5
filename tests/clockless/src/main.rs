//! Annotated functions work where there is no clock, as in a browser: reading the time there aborts the program.

use std::error::Error;
use std::pin::Pin;

use futures::executor::block_on;
use futures::{Stream, StreamExt, stream};
use genai_runtime::{
    Operation, Usage, attributes, chain, chain_step, decision, evaluation, event, llm_span,
    propagation, record, report,
};

type Tokens<'a> = Pin<Box<dyn Stream<Item = String> + Send + 'a>>;

#[llm_span(system = "openai", model = model, temperature = temperature, input = prompt)]
async fn complete(model: &str, temperature: f64, prompt: &str) -> Result<Usage, Box<dyn Error>> {
    Ok(Usage::new().input(prompt.parse()?))
}

#[llm_span(system = "openai", model = "gpt-4o-mini", usage = manual, stream)]
fn tokens(prompt: &str) -> Tokens<'_> {
    report(&Usage::new().input(1));
    Box::pin(stream::iter(prompt.split(' ').map(str::to_owned)))
}

#[chain_step(boxed)]
async fn countdown(from: u32) -> u32 {
    match from {
        0 => 0,
        _ => countdown(from - 1).await + 1,
    }
}

#[chain_step(kind = workflow, attributes("app.tenant" = 7))]
async fn answer(prompt: &str) -> u64 {
    decision("routing", "search");
    event("cache.missed", attributes! { "app.cache" = "answers" });
    record(attributes! { "app.ranked" = 2 });
    evaluation("relevance").score(0.9);
    let usage = complete("gpt-4o-mini", 0.2, prompt).await;
    let failed = complete("gpt-4o-mini", 0.2, "no number").await;
    assert!(failed.is_err());
    usage.map_or(0, |usage| usage.input_tokens().unwrap_or_default())
}

#[chain_step]
fn nothing() {}

fn main() {
    nothing();
    assert_eq!(block_on(answer("42")), 42);
    assert_eq!(block_on(countdown(3)), 3);
    assert_eq!(block_on(tokens("a b c").count()), 3);
    drop(answer("never polled"));
    let scope = chain::scope().user("u-1");
    assert_eq!(block_on(scope.enter_async(countdown(1))), 1);
    let carried = propagation::with_current_context(|| block_on(countdown(2)));
    assert_eq!(carried(), 2);
    let built = Operation::step("by hand").infallible();
    assert_eq!(built.run(|| 1), 1);
    let built = Operation::step("by hand").infallible();
    assert_eq!(block_on(built.run_async(async { 2 })), 2);
    let started = Operation::tool("clock").start();
    started.end();
}
