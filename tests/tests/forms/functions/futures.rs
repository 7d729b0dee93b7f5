//! Functions that return a future.

use std::pin::Pin;

use futures::future::{BoxFuture, FutureExt, LocalBoxFuture, ready};

use super::{chain_step, llm_span};
use crate::case::{Case, future};
use crate::log::Noisy;

pub(crate) const CASES: &[Case] = &[
    future("asynchronous", &["chat m"], |log| {
        let form = asynchronous(log.noisy("a"), log.noisy("b"));
        Box::pin(log.awaited(form))
    }),
    future("opaque", &["opaque"], |log| {
        let form = opaque(log.noisy("a"), log.noisy("b"));
        Box::pin(log.awaited(form))
    }),
    future("opaque_and_send", &["chat m"], |log| {
        let form = opaque_and_send(log.noisy("a"));
        Box::pin(log.awaited(require_send(form)))
    }),
    future("pinned_box", &["pinned_box"], |log| {
        Box::pin(async move {
            let a = log.noisy("a");
            log.clone()
                .awaited(require_send(pinned_box(&a, log.noisy("b"))))
                .await
        })
    }),
    future("pinned_local_box", &["pinned_local_box"], |log| {
        let form = pinned_local_box(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
    future("box_future", &["chat m"], |log| {
        let form = box_future(log.noisy("a"));
        Box::pin(log.awaited(require_send(form)))
    }),
    future("local_box_future", &["local_box_future"], |log| {
        Box::pin(async move {
            let a = log.noisy("a");
            log.clone().awaited(local_box_future(&a)).await
        })
    }),
    future("of_an_alias", &["of_an_alias"], |log| {
        let form = alias::of_an_alias(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
    future("made_by_an_alias", &["chat m"], |log| {
        let form = alias::made_by_an_alias(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
    future("by_a_method", &["by_a_method"], |log| {
        let form = by_a_method(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
    future("not_moving", &["not_moving"], |log| {
        Box::pin(async move {
            let a = log.noisy("a");
            let b = log.noisy("b");
            log.clone().awaited(not_moving(&a, &b)).await
        })
    }),
    future("failing", &["failing"], |log| {
        let form = failing(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
    future("nested", &["inner", "nested"], |log| {
        let form = nested(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
    future("future_of_a_future", &["future_of_a_future"], |log| {
        let form = future_of_a_future(log.noisy("a"));
        Box::pin(async move {
            let inner = log.clone().awaited(async { form.await.await });
            inner.await
        })
    }),
    future("in_a_result", &["in_a_result"], |log| {
        let form = in_a_result(log.noisy("a"));
        Box::pin(async move {
            match form {
                Ok(form) => log.awaited(form).await,
                Err(error) => error,
            }
        })
    }),
    future("of_an_async_closure", &["of_an_async_closure"], |log| {
        let form = of_an_async_closure(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
    future("joined", &["joined"], |log| {
        let form = joined(log.noisy("a"), log.noisy("b"));
        Box::pin(log.awaited(form))
    }),
];

fn require_send<T: Send>(value: T) -> T {
    value
}

#[llm_span(system = "openai", model = "m", usage = none)]
async fn asynchronous(a: Noisy, b: Noisy) -> Noisy {
    a.log().pause("one").await;
    let _local = a.log().noisy("local");
    a.log().pause("two").await;
    b
}

#[chain_step]
fn opaque(a: Noisy, b: Noisy) -> impl Future<Output = Noisy> {
    async move {
        b.touch();
        a.log().pause("one").await;
        let _local = a.log().noisy("local");
        a.log().pause("two").await;
        b
    }
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn opaque_and_send(a: Noisy) -> impl Future<Output = Noisy> + Send + 'static {
    async move {
        a.log().pause("one").await;
        a
    }
}

#[chain_step]
fn pinned_box<'a>(
    a: &'a Noisy,
    b: Noisy,
) -> Pin<Box<dyn Future<Output = (&'a Noisy, Noisy)> + Send + 'a>> {
    Box::pin(async move {
        a.log().pause("one").await;
        b.touch();
        (a, b)
    })
}

#[chain_step]
fn pinned_local_box(a: Noisy) -> Pin<Box<dyn Future<Output = Noisy>>> {
    Box::pin(async move {
        let local = std::rc::Rc::new(a.log().noisy("local"));
        a.log().pause("one").await;
        local.touch();
        a
    })
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn box_future(a: Noisy) -> BoxFuture<'static, Noisy> {
    Box::pin(async move {
        a.log().pause("one").await;
        a
    })
}

#[chain_step]
fn local_box_future(a: &Noisy) -> LocalBoxFuture<'_, &str> {
    async move {
        a.log().pause("one").await;
        a.name
    }
    .boxed_local()
}

mod alias {
    use std::pin::Pin;

    use super::{Noisy, chain_step, llm_span};

    type BoxFuture<T> = Pin<Box<dyn Future<Output = Result<T, std::num::ParseIntError>> + Send>>;

    #[chain_step]
    pub(super) fn of_an_alias(a: Noisy) -> BoxFuture<u8> {
        Box::pin(async move {
            a.log().pause("one").await;
            let number = a.name.parse()?;
            Ok(number)
        })
    }

    #[llm_span(system = "openai", model = "m", usage = none)]
    pub(super) fn made_by_an_alias(a: Noisy) -> BoxFuture<Noisy> {
        a.touch();
        Box::pin(async move {
            a.log().pause("one").await;
            Ok(a)
        })
    }
}

#[chain_step]
fn by_a_method(a: Noisy) -> impl Future<Output = usize> {
    asynchronous_plain(a).map(|a| a.name.len())
}

async fn asynchronous_plain(a: Noisy) -> Noisy {
    a.log().pause("plain").await;
    a
}

#[chain_step]
fn not_moving<'a>(a: &'a Noisy, b: &'a Noisy) -> impl Future<Output = &'a str> + use<'a> {
    async {
        a.log().pause("one").await;
        b.name
    }
}

#[chain_step]
fn failing(a: Noisy) -> impl Future<Output = Result<u8, std::num::ParseIntError>> + Send {
    async move {
        a.log().pause("one").await;
        let number: u8 = a.name.parse()?;
        a.touch();
        Ok(number)
    }
}

#[chain_step]
async fn nested(a: Noisy) -> Noisy {
    #[chain_step]
    async fn inner(a: &Noisy) -> &'static str {
        let _local = a.log().noisy("inner local");
        a.log().pause("inner").await;
        a.name
    }
    let _local = a.log().noisy("local");
    inner(&a).await;
    a
}

#[chain_step]
async fn future_of_a_future(a: Noisy) -> impl Future<Output = Noisy> {
    a.log().pause("outer").await;
    async move {
        a.log().pause("inner").await;
        a
    }
}

#[chain_step]
fn in_a_result(a: Noisy) -> Result<impl Future<Output = Noisy>, String> {
    if a.name.is_empty() {
        return Err("empty".to_owned());
    }
    Ok(async move {
        a.log().pause("one").await;
        a
    })
}

#[chain_step]
async fn of_an_async_closure(a: Noisy) -> Noisy {
    let pause = async |name: &str| a.log().pause(name).await;
    pause("one").await;
    pause("two").await;
    a
}

#[chain_step]
async fn joined(a: Noisy, b: Noisy) -> (Noisy, Noisy, u8) {
    let first = async move {
        a.log().pause("first").await;
        a
    };
    let second = async move {
        b.log().pause("second").await;
        b.log().pause("second again").await;
        b
    };
    futures::join!(first, second, ready(7))
}
