//! Type parameters without a lifetime bound in types that need one.

use std::fmt::Debug;
use std::marker::PhantomData;
use std::pin::Pin;

use futures::future::{BoxFuture, FusedFuture, FutureExt as _, ready};
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
    future("made_of", &["made_of"], |log| {
        let form = Maker::<Made>::made_of(Box::leak(Box::new(log.noisy("a"))));
        Box::pin(log.awaited(async move { form.await.0 }))
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
    future("open_items", &["chat m"; 3], |log| {
        let (nothing, converted) = (nothing::<u8>(), converted(7_u8));
        let succeeding = succeeding(log.noisy("a"));
        let form = async move {
            let counts = (nothing.count().await, converted.count().await);
            (counts, succeeding.count().await)
        };
        Box::pin(log.awaited(form))
    }),
    future("fused", &["fused"; 2], |log| {
        let (form, boxed) = (fused(log.noisy("a")), boxed_fused(log.noisy("b")));
        let shown = format!("{form:?}").is_empty();
        let before = (form.is_terminated(), boxed.is_terminated(), shown);
        let form = async move { (before, form.await, boxed.await) };
        Box::pin(log.awaited(form))
    }),
    future("shown_stream", &["chat m"], |log| {
        let form = shown_stream(log.noisy("a"));
        let shown = format!("{form:?}").is_empty();
        Box::pin(log.awaited(async move { (shown, form.count().await) }))
    }),
];

#[llm_span(system = "openai", model = "m", usage = none)]
fn nothing<T: 'static>() -> impl Stream<Item = T> + 'static {
    futures::stream::empty()
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn converted<T: 'static + Clone>(a: T) -> impl Stream<Item = Option<T>> + 'static {
    futures::stream::iter(vec![a].into_iter().map(Into::into))
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn succeeding<T: 'static>(a: T) -> impl Stream<Item = Result<T, String>> + 'static {
    futures::stream::iter([Ok(a)])
}

#[chain_step]
fn fused<T: Debug + 'static>(a: T) -> impl FusedFuture<Output = T> + Debug + 'static {
    ready(a).fuse()
}

#[chain_step(name = "fused")]
fn boxed_fused<T: Send + Sync + 'static>(a: T) -> Pin<Box<dyn FusedFuture<Output = T> + Send>> {
    Box::pin(ready(a).fuse())
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn shown_stream<T: Debug + 'static>(a: T) -> impl Stream<Item = T> + Debug + 'static {
    futures::stream::iter(vec![a])
}

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

struct Maker<T>(PhantomData<T>);

struct Made(String);

impl From<&Noisy> for Made {
    fn from(a: &Noisy) -> Self {
        a.touch();
        Self("made".to_owned())
    }
}

/// The annotation does not see the generic parameters of the surrounding `impl`.
impl<T: for<'a> From<&'a Noisy> + Send> Maker<T> {
    #[chain_step]
    fn made_of(a: &Noisy) -> Pin<Box<dyn Future<Output = T> + Send + '_>> {
        Box::pin(async move { T::from(a) })
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
