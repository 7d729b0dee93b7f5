//! Functions that return a stream.

use std::pin::Pin;

use futures::stream::{BoxStream, Stream, StreamExt, unfold};

use super::{chain_step, llm_span};
use crate::case::{Case, future};
use crate::log::{Log, Noisy};

pub(crate) const CASES: &[Case] = &[
    future("opaque", &["opaque"], |log| {
        let form = opaque(log.noisy("a"), log.noisy("b"));
        Box::pin(read(log, form, 10))
    }),
    future("cut_off", &["opaque"], |log| {
        let form = opaque(log.noisy("a"), log.noisy("b"));
        Box::pin(read(log, form, 1))
    }),
    future("model_call", &["chat m"], |log| {
        let form = model_call(log.noisy("a"));
        Box::pin(read(log, form, 10))
    }),
    future("boxed", &["boxed"], |log| {
        let form = boxed(log.noisy("a"));
        Box::pin(read(log, form, 10))
    }),
    future("pinned_box", &["chat m"], |log| {
        Box::pin(async move {
            let a = log.noisy("a");
            read(log, pinned_box(&a), 10).await
        })
    }),
    future("in_a_result", &["in_a_result"], |log| {
        let form = in_a_result(log.noisy("a"));
        Box::pin(async move {
            match form {
                Ok(form) => read(log, form, 10).await,
                Err(error) => error,
            }
        })
    }),
    future("asynchronous", &["chat m"], |log| {
        let form = asynchronous(log.noisy("a"));
        Box::pin(async move {
            log.pause("made").await;
            match form.await {
                Ok(stream) => read(log, stream, 10).await,
                Err(error) => error,
            }
        })
    }),
    future("asynchronous_error", &["asynchronous_error"], |log| {
        let form = asynchronous_error(log.noisy("a"));
        Box::pin(async move {
            log.pause("made").await;
            match form.await {
                Ok(stream) => read(log, stream, 10).await,
                Err(error) => error,
            }
        })
    }),
    future("in_a_future", &["in_a_future"], |log| {
        let form = in_a_future(log.noisy("a"));
        Box::pin(async move {
            let stream = form.await;
            read(log, stream, 10).await
        })
    }),
    future("failing_items", &["failing_items"], |log| {
        let form = failing_items(log.noisy("a"));
        Box::pin(read(log, form, 10))
    }),
    future("not_followed", &["not_followed"], |log| {
        let form = not_followed(log.noisy("a"));
        Box::pin(read(log, form, 10))
    }),
    future("of_borrowed_items", &["of_borrowed_items"], |log| {
        Box::pin(async move {
            let values = [log.noisy("a"), log.noisy("b")];
            read(log, of_borrowed_items(&values), 10).await
        })
    }),
];

/// Reads up to `count` items, and drops the stream.
async fn read<S: Stream<Item: std::fmt::Debug>>(log: Log, stream: S, count: usize) -> String {
    let mut stream = Box::pin(stream);
    log.pause("made").await;
    let mut items = Vec::new();
    while items.len() < count
        && let Some(item) = stream.next().await
    {
        log.step("item");
        items.push(item);
    }
    log.step("read");
    drop(stream);
    log.returned(items)
}

fn items(a: Noisy) -> impl Stream<Item = Noisy> {
    unfold((a, 0), |(a, count)| async move {
        let _local = a.log().noisy("local");
        a.log().pause("unfold").await;
        let item = a.log().noisy("item");
        (count < 2).then_some((item, (a, count + 1)))
    })
}

#[chain_step]
fn opaque(a: Noisy, b: Noisy) -> impl Stream<Item = Noisy> {
    b.touch();
    let _local = b.log().noisy("made");
    items(a)
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn model_call(a: Noisy) -> impl Stream<Item = Noisy> + Send {
    items(a)
}

#[chain_step]
fn boxed(a: Noisy) -> BoxStream<'static, Noisy> {
    a.touch();
    Box::pin(items(a))
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn pinned_box<'a>(a: &'a Noisy) -> Pin<Box<dyn Stream<Item = &'a str> + Send + 'a>> {
    Box::pin(items(a.log().noisy("own")).map(|_| a.name))
}

#[chain_step]
fn in_a_result(a: Noisy) -> Result<impl Stream<Item = Noisy>, String> {
    if a.name.is_empty() {
        return Err("empty".to_owned());
    }
    Ok(items(a))
}

#[llm_span(system = "openai", model = "m", usage = none)]
async fn asynchronous(a: Noisy) -> Result<impl Stream<Item = Noisy>, String> {
    let _local = a.log().noisy("made");
    a.log().pause("one").await;
    Ok(items(a))
}

#[chain_step]
async fn asynchronous_error(a: Noisy) -> Result<BoxStream<'static, Noisy>, String> {
    a.log().pause("one").await;
    if a.name == "a" {
        return Err("refused".to_owned());
    }
    Ok(items(a).boxed())
}

#[chain_step]
fn in_a_future(a: Noisy) -> impl Future<Output = BoxStream<'static, Noisy>> {
    async move {
        a.log().pause("one").await;
        items(a).boxed()
    }
}

#[chain_step]
fn failing_items(a: Noisy) -> impl Stream<Item = Result<Noisy, String>> {
    items(a).enumerate().map(|(index, item)| {
        if index == 0 {
            return Err("first".to_owned());
        }
        Ok(item)
    })
}

#[chain_step(stream = false)]
fn not_followed(a: Noisy) -> impl Stream<Item = Noisy> {
    items(a)
}

#[chain_step]
fn of_borrowed_items(values: &[Noisy]) -> impl Stream<Item = &Noisy> {
    futures::stream::iter(values)
}
