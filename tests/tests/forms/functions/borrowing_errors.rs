//! Errors that borrow, and whose traits are implemented for `'static` only.

use std::borrow::Cow;
use std::fmt::{self, Debug, Display};

use futures::{Stream, StreamExt as _, stream};
use genai_runtime::ErrorReport;

use super::{chain_step, llm_span};
use crate::case::{Case, future, sync};
use crate::log::Log;

pub(crate) const CASES: &[Case] = &[
    sync("shown", &["shown"], |log| {
        log.returned(shown("a", log).is_err())
    }),
    sync("debugged", &["debugged"], |log| {
        log.returned(debugged("a", log).is_err())
    }),
    sync("reported", &["chat m"], |log| {
        log.returned(reported("a", log).is_err())
    }),
    sync("referenced", &["referenced"], |log| {
        log.returned(referenced(&Shown("a"), log).is_err())
    }),
    sync("alias", &["alias"], |log| {
        log.returned(alias("a", log).is_err())
    }),
    sync("generic", &["generic"], |log| {
        log.returned(generic(&3, log).is_err())
    }),
    sync("method", &["method"], |log| {
        log.returned(Holder(3).method(log).is_err())
    }),
    future("asynchronous", &["chat m"], |log| {
        Box::pin(async move { log.returned(asynchronous("a", &log).await.is_err()) })
    }),
    future("items", &["chat m"], |log| {
        Box::pin(async move {
            let items: Vec<_> = items("a", &log).collect().await;
            log.returned(items.len())
        })
    }),
];

struct Shown<'a>(&'a str);

impl Display for Shown<'static> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

struct Debugged<'a>(&'a str);

impl Debug for Debugged<'static> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

struct Reported<'a>(&'a str);

impl ErrorReport for Reported<'static> {
    fn error_type(&self) -> Cow<'static, str> {
        self.0.into()
    }
}

struct Generic<'a, T>(&'a T);

impl<'a, T: Debug + 'a> Display for Generic<'a, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[chain_step]
fn shown<'a>(text: &'a str, log: &Log) -> Result<(), Shown<'a>> {
    let _local = log.noisy("local");
    Err(Shown(text))
}

#[chain_step]
fn debugged<'a>(text: &'a str, log: &Log) -> Result<(), Debugged<'a>> {
    let _local = log.noisy("local");
    Err(Debugged(text))
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn reported<'a>(text: &'a str, log: &Log) -> Result<(), Reported<'a>> {
    let _local = log.noisy("local");
    Err(Reported(text))
}

#[chain_step]
fn referenced<'a, 'b>(error: &'a Shown<'b>, log: &Log) -> Result<u8, &'a Shown<'b>> {
    let _local = log.noisy("local");
    Err(error)
}

type ShownResult<'a, T> = Result<T, Shown<'a>>;

#[chain_step]
fn alias<'a>(text: &'a str, log: &Log) -> ShownResult<'a, &'a str> {
    let _local = log.noisy("local");
    Err(Shown(text))
}

#[chain_step]
fn generic<'a, T: Debug>(value: &'a T, log: &Log) -> Result<(), Generic<'a, T>> {
    let _local = log.noisy("local");
    Err(Generic(value))
}

struct Holder<T>(T);

impl<T: Debug> Holder<T> {
    #[chain_step]
    fn method(&self, log: &Log) -> Result<(), Generic<'_, T>> {
        let _local = log.noisy("local");
        Err(Generic(&self.0))
    }
}

#[llm_span(system = "openai", model = "m", usage = none)]
async fn asynchronous<'a>(text: &'a str, log: &Log) -> Result<(), Shown<'a>> {
    log.pause("one").await;
    Err(Shown(text))
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn items<'a>(text: &'a str, log: &Log) -> impl Stream<Item = Result<u8, Shown<'a>>> {
    let _local = log.noisy("local");
    stream::iter([Ok(1), Err(Shown(text))])
}
