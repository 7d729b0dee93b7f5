//! Types of which nobody says how long they live, in what has to live long.

use std::pin::Pin;

use futures::future::BoxFuture;
use futures::stream::{BoxStream, Stream, StreamExt as _};

use super::{chain_step, llm_span};
use crate::case::{Case, future};
use crate::log::Noisy;

pub(crate) const CASES: &[Case] = &[
    future("boxed", &["boxed"], |log| {
        let form = boxed(answering(log.noisy("a")));
        Box::pin(log.awaited(form))
    }),
    future("boxed_after_statements", &["chat m"], |log| {
        let form = Service(7).boxed_after_statements(answering(log.noisy("a")));
        Box::pin(log.awaited(form))
    }),
    future("boxed_block", &["boxed_block"], |log| {
        let form = boxed_block(answering(log.noisy("a")));
        Box::pin(log.awaited(form))
    }),
    future("opaque", &["opaque"], |log| {
        let form = opaque(answering(log.noisy("a")));
        Box::pin(log.awaited(form))
    }),
    future("boxed_stream", &["chat m"], |log| {
        let form = boxed_stream(futures::stream::iter([log.noisy("a")]));
        Box::pin(log.awaited(async move { form.count().await }))
    }),
    future("opaque_stream", &["chat m"], |log| {
        let form = opaque_stream(futures::stream::iter([log.noisy("a")]));
        Box::pin(log.awaited(async move { form.count().await }))
    }),
    future("stream_in_a_box", &["chat m"], |log| {
        let form = stream_in_a_box(futures::stream::iter([log.noisy("a")]));
        Box::pin(log.awaited(async move { form.await.count().await }))
    }),
];

async fn answering(a: Noisy) -> Result<Noisy, u8> {
    a.touch();
    Ok(a)
}

#[chain_step]
fn boxed<T, F: Future<Output = T> + Send + 'static>(
    a: F,
) -> Pin<Box<dyn Future<Output = T> + Send>> {
    Box::pin(a)
}

struct Service(u8);

impl Service {
    #[llm_span(system = "openai", model = "m", usage = none)]
    fn boxed_after_statements<T, F>(
        &mut self,
        a: F,
    ) -> Pin<Box<dyn Future<Output = Result<(T, u8), u8>> + Send>>
    where
        F: Future<Output = Result<T, u8>> + Send + 'static,
    {
        self.0 += 1;
        let count = self.0;
        Box::pin(async move {
            let given = a.await?;
            Ok((given, count))
        })
    }
}

#[chain_step]
fn boxed_block<'a, T, F: Future<Output = Result<T, u8>> + Send + 'a>(
    a: F,
) -> BoxFuture<'a, Result<T, u8>> {
    Box::pin(async move { Ok(a.await?) })
}

#[chain_step]
fn opaque<'a, T, F: Future<Output = Result<T, u8>> + Send + 'a>(
    a: F,
) -> impl Future<Output = Result<T, u8>> + Send + 'a {
    async move { Ok(a.await?) }
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn boxed_stream<T, S: Stream<Item = T> + Send + 'static>(a: S) -> BoxStream<'static, T> {
    Box::pin(a)
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn opaque_stream<T, S: Stream<Item = T> + Send + 'static>(
    a: S,
) -> impl Stream<Item = T> + Send + 'static {
    a
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn stream_in_a_box<T, S: Stream<Item = T> + Send + 'static>(
    a: S,
) -> Pin<Box<dyn Future<Output = BoxStream<'static, T>> + Send>>
where
    T: 'static,
{
    Box::pin(async move { a.boxed() })
}
