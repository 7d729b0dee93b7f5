//! Returned futures and streams with further bounds.

use std::fmt::Debug;

use futures::future::{FusedFuture, ready};
use futures::stream::{FusedStream, Stream, StreamExt as _};

use super::{chain_step, llm_span};
use crate::case::{Case, future, sync};
use crate::log::Noisy;

pub(crate) const CASES: &[Case] = &[
    future("fused", &["fused"], |log| {
        let form = fused(log.noisy("a"));
        let is_over = form.is_terminated();
        let form = async move { (is_over, form.await.name) };
        Box::pin(log.awaited(form))
    }),
    future("only_fused", &["chat m"], |log| {
        let form = only_fused(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
    future("pinned", &["pinned"], |log| {
        let mut form = pinned(log.noisy("a"));
        let form = async move { (&mut form).await.name };
        Box::pin(log.awaited(form))
    }),
    sync("shown", &["shown"], |log| {
        log.returned(format!("{:?}", shown(log.noisy("a"))).is_empty())
    }),
    future("of_a_trait", &["of_a_trait"], |log| {
        let form = of_a_trait(log.noisy("a"));
        form.mark();
        Box::pin(log.awaited(form))
    }),
    future("fused_stream", &["chat m"], |log| {
        Box::pin(async move {
            let mut form = fused_stream(log.noisy("a"));
            form.mark();
            let before = form.is_terminated();
            let items = form.by_ref().count().await;
            log.returned((
                before,
                items,
                form.is_terminated(),
                format!("{form:?}").is_empty(),
            ))
        })
    }),
];

trait Marked {
    fn mark(&self) {}
}

impl<T: Send> Marked for T {}

#[chain_step]
fn fused(a: Noisy) -> impl Future<Output = Noisy> + FusedFuture + Send + Sync {
    futures::future::FutureExt::fuse(ready(a))
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn only_fused(a: Noisy) -> impl FusedFuture<Output = Noisy> + Debug {
    a.touch();
    ready(a)
}

#[chain_step]
fn pinned(a: Noisy) -> impl Future<Output = Noisy> + Unpin {
    Box::pin(async move { a })
}

#[chain_step]
fn shown(a: Noisy) -> impl Future<Output = u8> + Debug + Unpin + 'static {
    a.touch();
    ready(1)
}

#[chain_step]
fn of_a_trait(a: Noisy) -> impl Future<Output = Noisy> + Marked {
    async move { a }
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn fused_stream(
    a: Noisy,
) -> impl Stream<Item = &'static str> + FusedStream + Marked + Debug + Unpin + Send {
    futures::stream::iter([a.name]).fuse()
}
