//! Annotations without the prelude in scope.
#![no_implicit_prelude]
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]
#![allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "the references are what annotations pass"
)]

// Expansions look for the runtime under this name.
extern crate otel_genai as genai_runtime;

use ::futures::StreamExt as _;
use ::futures::executor::block_on;
use ::genai_runtime::testing::{assert_conformant, capture};
use ::genai_runtime::{Usage, UsageReport, attributes, chain_step, event, llm_span, record};
use ::std::assert_eq;
use ::std::borrow::ToOwned as _;
use ::std::iter::Iterator as _;
use ::std::string::ToString as _;

#[derive(UsageReport)]
#[usage(cache = "separate")]
enum Reply<T> {
    Text(#[usage(text)] ::std::string::String),
    Choice {
        #[usage(choice_index)]
        index: u8,
        #[usage(finish_reason, with = reason_of)]
        reason: u8,
        #[usage(nested)]
        value: ::std::option::Option<T>,
    },
    Tokens {
        input_tokens: u8,
        #[usage(with = report)]
        others: (u8, u8),
    },
}

fn reason_of(_: &u8) -> &'static str {
    "stop"
}

fn report(others: &(u8, u8), response: &mut ::genai_runtime::Response<'_>) {
    response.output_tokens(others.0).reasoning_tokens(others.1);
}

fn class_of(_: &::std::fmt::Error) -> &'static str {
    "classified"
}

#[llm_span(
    system = "openai",
    operation = chat,
    endpoint = "example.com",
    choice_count = 2,
    stop_sequences = ["stop"],
    attributes("app.length" = model.len(), app.number = number),
    result(|_| "app.answered" = true),
    error_type = class_of
)]
async fn call(
    model: &str,
    temperature: ::std::option::Option<f32>,
    (number, _): (u8, u8),
    _unused: u8,
) -> ::std::result::Result<Reply<Usage>, ::std::fmt::Error> {
    let _ = temperature;
    record(attributes! { "app.recorded" = model, gen_ai.request.seed = 3 });
    event("app.called", attributes! {});
    match number {
        0 => ::std::result::Result::Err(::std::fmt::Error),
        1 => ::std::result::Result::Ok(Reply::Text("text".to_string())),
        2 => ::std::result::Result::Ok(Reply::Choice {
            index: 0,
            reason: 1,
            value: ::std::option::Option::Some(Usage::new().input(1)),
        }),
        _ => ::std::result::Result::Ok(Reply::Tokens {
            input_tokens: 1,
            others: (2, 1),
        }),
    }
}

#[chain_step(kind = workflow, name = "all", conversation = session)]
fn workflow(session: &str, mut texts: ::std::vec::Vec<::std::string::String>) -> usize {
    texts.push(session.to_owned());
    texts.len()
}

#[chain_step]
fn opaque() -> impl ::std::future::Future<Output = u8> {
    async { 1 }
}

#[chain_step]
fn boxed(
    text: &str,
) -> ::std::pin::Pin<::std::boxed::Box<dyn ::std::future::Future<Output = usize> + '_>> {
    ::std::boxed::Box::pin(async move { text.len() })
}

#[llm_span(system = "openai", model = "s", usage = none)]
async fn stream(
    count: u8,
) -> ::std::result::Result<impl ::futures::Stream<Item = u8>, ::std::fmt::Error> {
    ::std::result::Result::Ok(::futures::stream::iter(0..count))
}

#[llm_span(system = "openai", model = "b", usage = manual)]
fn boxed_stream() -> ::std::option::Option<::futures::stream::BoxStream<'static, u8>> {
    ::genai_runtime::report(&Usage::new().input(1));
    ::std::option::Option::Some(::futures::stream::iter([1, 2]).boxed())
}

struct Client;

impl Client {
    #[chain_step(attributes("app.text" = text))]
    async fn method(&mut self, text: &str) -> usize {
        text.len()
    }
}

#[test]
fn every_form_is_recorded_without_a_prelude() {
    let capture = capture();
    block_on(capture.run_async(async {
        for number in 0..4 {
            ::std::mem::drop(call("m", ::std::option::Option::None, (number, 1), 1).await);
        }
        assert_eq!(workflow("s", ::std::vec::Vec::new()), 1);
        assert_eq!(opaque().await, 1);
        assert_eq!(boxed("text").await, 4);
        assert_eq!(Client.method("text").await, 4);
        assert_eq!(stream(3).await.unwrap().count().await, 3);
        assert_eq!(boxed_stream().unwrap().count().await, 2);
    }));
    let spans = capture.spans();
    let names: ::std::vec::Vec<&str> = spans.iter().map(|span| span.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "chat m",
            "chat m",
            "chat m",
            "chat m",
            "invoke_workflow all",
            "opaque",
            "boxed",
            "method",
            "chat s",
            "chat b"
        ]
    );
    assert_eq!(
        spans[0].text("error.type").as_deref(),
        ::std::option::Option::Some("classified")
    );
    assert_eq!(
        spans[2].integer("gen_ai.usage.input_tokens"),
        ::std::option::Option::Some(1)
    );
    assert_eq!(
        spans[3].integer("gen_ai.usage.output_tokens"),
        ::std::option::Option::Some(2)
    );
    assert_conformant(&capture);
}
