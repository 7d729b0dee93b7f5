//! Every argument of `#[llm_span]`.

use std::fmt::Error;

use genai_runtime::opentelemetry::Context;
use genai_runtime::{Usage, llm_span};

use super::reports::{Ask, Reply, Sampling, Tokens};
use super::steps::{class_of, later};

/// Only the required arguments.
#[llm_span(system = "openai", model = "gpt-4o")]
#[must_use]
pub fn least() -> Usage {
    Usage::new().input(1)
}

/// The provider under its other key, known at run time; the model is a parameter.
#[llm_span(provider = provider)]
pub async fn parameters(
    provider: &str,
    model: &str,
    temperature: f64,
    top_p: Option<f32>,
    top_k: u8,
    max_tokens: u32,
    stop_sequences: &[String],
) -> Result<Reply, Error> {
    let _ = (provider, model, temperature, top_p, top_k, max_tokens);
    let _ = later(stop_sequences.len()).await;
    Ok(Reply::default())
}

/// Parameters that have the names of attributes, but not their types.
#[llm_span(system = "openai", model = "m", usage = none)]
#[must_use]
pub fn misfits(seed: &str, temperature: Error, encoding_formats: u8) -> usize {
    let _ = temperature;
    seed.len().saturating_add(usize::from(encoding_formats))
}

/// Every request parameter, by argument.
#[llm_span(
    system = "openai",
    operation = chat,
    model = format!("{prefix}-mini"),
    endpoint = "https://api.openai.com/v1",
    temperature = 0.5,
    top_p = 0.9_f32,
    top_k = 40,
    frequency_penalty = 0.1,
    presence_penalty = 0.2,
    max_tokens = 100_u32,
    seed = 7,
    choice_count = Some(2_u8),
    stop_sequences = ["stop"],
    reasoning_level = "low",
    output_type = "text",
    usage = none
)]
#[must_use]
pub fn every_parameter(prefix: &str) -> usize {
    prefix.len()
}

/// All content of a request by argument, and a request that the annotation builds.
#[llm_span(
    system = "openai",
    request = Some(ask.as_ref()),
    temperature = 0.5,
    input = turns,
    system_instructions = persona,
    tools = ["search"],
    prompt(name = "answer", version = "2", variables(question = turns.first(), "the.persona" = persona)),
    usage = none
)]
pub async fn told(
    ask: Box<Ask<'_, Sampling>>,
    turns: &[String],
    persona: Option<&str>,
    model: &str,
) -> usize {
    drop(ask);
    let _ = model;
    later(turns.len())
        .await
        .saturating_add(persona.map_or(0, str::len))
}

/// Everything from the request.
#[llm_span(system = "openai", request = ask, usage = none)]
#[must_use]
pub fn asked(ask: &Sampling) -> usize {
    ask.stop.len()
}

/// Another operation than chat.
#[llm_span(
    system = "openai",
    operation = "embeddings",
    model = none,
    encoding_formats = vec!["float".to_owned()],
    usage = none
)]
pub async fn embed(texts: Vec<String>) -> Vec<f32> {
    let _ = later(texts.len()).await;
    Vec::new()
}

/// Usage by a function.
#[llm_span(system = "openai", model = "m", usage = tokens_of)]
#[must_use]
pub fn by_function() -> (Tokens, u8) {
    (Tokens::default(), 1)
}

/// Usage by a closure.
#[llm_span(system = "openai", model = "m", usage = |reply: &(Tokens, u8)| &reply.0)]
pub async fn by_closure() -> Result<(Tokens, u8), Error> {
    Ok(later((Tokens::default(), 1)).await)
}

/// Usage by hand.
#[llm_span(system = "openai", model = "m", usage = manual)]
#[must_use]
pub fn by_hand(prompt: &str) -> String {
    genai_runtime::report(&Usage::new().input(1).output(2));
    prompt.to_uppercase()
}

/// Everything at once.
#[llm_span(
    system = "openai",
    model = "m",
    skip(temperature),
    parent = context,
    error_type = class_of,
    attributes("app.length" = prompt.len(), app.feature = "search"),
    result(|reply| "app.texts" = reply.texts.len()),
    stream = false,
    crate = ::genai_runtime
)]
pub async fn everything(context: Context, temperature: f64, prompt: &str) -> Result<Reply, Error> {
    let _ = later((temperature, prompt)).await;
    Ok(Reply::default())
}

/// The field with the tokens.
#[must_use]
pub const fn tokens_of(value: &(Tokens, u8)) -> &Tokens {
    &value.0
}
