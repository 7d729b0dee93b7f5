#![deny(warnings)]

use futures::executor::block_on;
use genai_runtime::{Response, UsageReport, llm_span};

struct Completion<T>(T);

impl<T> UsageReport for Completion<T> {
    fn report(&self, response: &mut Response<'_>) {
        response.input_tokens(1);
    }
}

struct ToolResult<T>(T);

impl<T> UsageReport for ToolResult<T> {
    fn report(&self, response: &mut Response<'_>) {
        response.input_tokens(2);
    }
}

type LlmResult<T> = Result<Completion<T>, std::io::Error>;

type ErrorFirstResult<E, T> = Result<T, E>;

type BoxFuture<'a, T> = futures::future::BoxFuture<'a, LlmResult<T>>;

fn class_of(_: &std::io::Error) -> &'static str {
    "io"
}

#[llm_span(system = "openai", model = "m")]
async fn alias() -> LlmResult<String> {
    Ok(Completion(String::new()))
}

#[llm_span(system = "openai", model = "m")]
fn type_of_its_own() -> ToolResult<String> {
    ToolResult(String::new())
}

#[llm_span(system = "openai", model = "m")]
fn error_first() -> ErrorFirstResult<String, Completion<u8>> {
    Ok(Completion(0))
}

#[llm_span(system = "openai", model = "m")]
fn boxed() -> BoxFuture<'static, String> {
    Box::pin(async { Ok(Completion(String::new())) })
}

#[llm_span(system = "openai", model = "m", error_type = class_of)]
fn classed() -> BoxFuture<'static, String> {
    Box::pin(async { Ok(Completion(String::new())) })
}

fn main() {
    let _ = block_on(alias()).unwrap().0;
    let _ = type_of_its_own().0;
    let _ = error_first().unwrap().0;
    let _ = block_on(boxed()).unwrap().0;
    let _ = block_on(classed()).unwrap().0;
}
