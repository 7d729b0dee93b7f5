//! Annotated functions whose content is canaries, with and without a capture mode of their own.

use std::fmt;
use std::future::pending;

use futures::stream::{self, BoxStream, StreamExt};
use genai_runtime::{ContentCapture, Response, UsageReport, chain_step, llm_span};

use super::canary::canary;

#[derive(Debug)]
pub(crate) struct Refused(pub(crate) String);

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` was refused", self.0)
    }
}

impl std::error::Error for Refused {}

/// An answer, a chunk of one, or an error in its place.
pub(crate) enum Reply {
    Text(String),
    Error(String),
}

impl Reply {
    pub(crate) fn new() -> Self {
        Self::Text(canary("completion"))
    }
}

impl UsageReport for Reply {
    fn report(&self, response: &mut Response<'_>) {
        match self {
            Self::Text(text) => {
                response.text(0, text).reasoning(0, text);
                response.tool_call(0, 0).name("search").arguments(text);
                response.output_tokens(1_u32);
            }
            Self::Error(message) => {
                response.error("overloaded", Some(message.as_str()));
            }
        }
    }
}

/// Ends in the given way.
pub(crate) async fn end(ending: &str) -> Result<(), Refused> {
    match ending {
        "success" => Ok(()),
        "failure" => Err(Refused(canary("errors"))),
        "panic" => panic!("{}", canary("errors")),
        "cancellation" => pending().await,
        other => panic!("unknown ending: {other}"),
    }
}

/// A stream of one chunk with the given ending.
pub(crate) fn chunks(ending: &'static str) -> BoxStream<'static, Result<Reply, Refused>> {
    let first = stream::once(async { Ok(Reply::new()) });
    let last = stream::once(async move { end(ending).await.map(|()| Reply::new()) });
    first.chain(last).boxed()
}

macro_rules! chain {
    ($name:ident: $($content:tt)*) => {
        pub(crate) mod $name {
            #[allow(clippy::wildcard_imports, reason = "the same functions in every module")]
            use super::*;

            #[llm_span(
                system = "openai",
                model = "m",
                input = prompt,
                system_instructions = prompt,
                tools = [prompt],
                prompt(name = "p", variables("word" = prompt)),
                content = $($content)*
            )]
            pub(crate) async fn complete(ending: &str, prompt: &str) -> Result<Reply, Refused> {
                end(ending).await.map(|()| Reply::new())
            }

            #[llm_span(system = "openai", model = "m", content = $($content)*)]
            pub(crate) fn answer_with_an_error() -> Reply {
                Reply::Error(canary("answered"))
            }

            #[chain_step(
                kind = tool,
                arguments = query,
                result = |found| found,
                content = $($content)*
            )]
            pub(crate) async fn search(ending: &str, query: &str) -> Result<String, Refused> {
                end(ending).await.map(|()| canary("results"))
            }

            #[chain_step(
                kind = retrieval,
                data_source = "d",
                query = question,
                documents = |found| found,
                content = $($content)*
            )]
            pub(crate) async fn retrieve(ending: &str, question: &str) -> Result<Vec<String>, Refused> {
                end(ending).await.map(|()| vec![canary("documents")])
            }

            #[chain_step(
                kind = memory,
                operation = search_memory,
                query = question,
                records = |found| found,
                content = $($content)*
            )]
            pub(crate) async fn remember(ending: &str, question: &str) -> Result<Vec<String>, Refused> {
                end(ending).await.map(|()| vec![canary("documents")])
            }

            #[chain_step(
                kind = agent,
                input = question,
                output = |answer| answer,
                content = $($content)*
            )]
            pub(crate) async fn act(ending: &str, question: &str) -> Result<String, Refused> {
                end(ending).await.map(|()| canary("completion"))
            }

            #[llm_span(system = "openai", model = "m", input = prompt, content = $($content)*)]
            pub(crate) fn stream(
                ending: &'static str,
                prompt: &str,
            ) -> BoxStream<'static, Result<Reply, Refused>> {
                chunks(ending)
            }

            #[llm_span(system = "openai", model = "m", input = prompt, content = $($content)*)]
            pub(crate) fn refuse_stream(
                prompt: &str,
            ) -> Result<BoxStream<'static, Result<Reply, Refused>>, Refused> {
                Err(Refused(canary("errors")))
            }

            #[llm_span(system = "openai", model = "m", content = $($content)*)]
            pub(crate) fn stream_with_an_error() -> BoxStream<'static, Reply> {
                let replies = [Reply::new(), Reply::Error(canary("answered"))];
                stream::iter(replies).boxed()
            }
        }
    };
}

chain!(unset: None::<ContentCapture>);
chain!(off: off);
chain!(off_by_call: ContentCapture::NoContent);
chain!(on: both);
