#![deny(warnings)]

use std::fmt::{self, Display, Formatter};
use std::future::Future;

use futures::Stream;
use futures::future::BoxFuture;
use futures::stream::{self, BoxStream, StreamExt};
use genai_runtime::{Usage, chain_step, llm_span};

struct Found {
    query: usize,
}

struct Shop;

impl Display for Shop {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("shop")
    }
}

impl Shop {
    #[chain_step(result(|_| "app.shop" = format!("{self}"), "app.name" = self.to_string()))]
    async fn of_itself(&self) -> u8 { 1 }

    #[llm_span(system = "openai", model = "m", usage = |byte| counted(&self.to_string(), *byte))]
    async fn of_its_own(&self) -> Result<impl Stream<Item = u8>, String> { Ok(stream::iter([1])) }
}

#[chain_step(result(|hits| "app.query_length" = query.len(), "app.hits" = hits.len()))]
async fn by_reference(query: &str) -> Vec<u8> { let _ = query; Vec::new() }

#[chain_step(result(|hits| "app.query_length" = query.len(), "app.hits" = hits.len() + n))]
fn by_copy(query: &str, n: usize) -> Vec<u8> { let _ = (query, n); Vec::new() }

#[chain_step(kind = workflow, output = |answer| format!("{query}: {answer}"))]
async fn awaited(query: &str) -> String { query.to_owned() }

#[chain_step(result(|answer| "app.same" = answer == query))]
async fn compared(query: &str) -> String { query.to_owned() }

#[chain_step(result(|hits| "app.share" = hits.len() / most + limit.unwrap_or(most)))]
async fn awaited_by_copy(most: usize, limit: Option<usize>) -> Vec<u8> { vec![0; most.max(limit.unwrap_or(0))] }

#[chain_step(kind = workflow, output = |answer| format!("{query}: {answer}"))]
fn boxed(query: &str) -> BoxFuture<'_, String> { Box::pin(async move { query.to_owned() }) }

#[chain_step(kind = workflow, output = |answer| format!("{query}: {answer}{n}"))]
fn opaque(query: &str, n: u8) -> impl Future<Output = String> {
    let answer = query.repeat(n.into());
    async move { answer }
}

#[llm_span(system = "openai", model = "m", usage = |byte| counted(query, *byte), result(|_| "app.n" = n))]
fn streamed(query: &str, n: usize) -> impl Stream<Item = u8> { stream::iter(query.as_bytes().repeat(n)) }

#[llm_span(system = "openai", model = "m", usage = |byte| Usage::new().input((n + usize::from(*byte)) as u64))]
async fn streamed_later(n: usize) -> Result<BoxStream<'static, u8>, String> { Ok(stream::iter(vec![1; n]).boxed()) }

#[chain_step(result(|query| "app.hits" = query.len()))]
fn hidden_by_the_pattern(query: String) -> Vec<u8> { query.into_bytes() }

#[chain_step(result(|found| "app.found" = found.query, "app.more" = Found { query: found.query + 1 }.query))]
fn a_field_of_that_name(query: String) -> Found { Found { query: query.len() } }

#[chain_step(kind = workflow, output = |found| {
    let query = found.trim();
    Some(query).map(|query| format!("{query}"))
})]
async fn a_variable_of_that_name(query: String) -> String { query }

#[llm_span(system = "openai", model = "m", usage = |found| match &found.0 { Some(prompt) => count(prompt), None => count("") })]
fn an_arm_of_that_name(prompt: String) -> (Option<String>,) { (Some(prompt),) }

fn count(_: &str) -> Usage { Usage::new() }

fn counted(_: &str, _: u8) -> Usage { Usage::new() }

fn main() {
    let _ = (by_reference("q"), by_copy("q", 1), hidden_by_the_pattern(String::new()), a_field_of_that_name(String::new()));
    let _ = (a_variable_of_that_name(String::new()), an_arm_of_that_name(String::new()));
    let _ = (awaited("q"), compared("q"), awaited_by_copy(1, None), boxed("q"), opaque("q", 1), streamed("q", 1));
    let _ = (streamed_later(1), Shop.of_itself());
    let _ = async { Shop.of_its_own().await.map(drop) };
}
