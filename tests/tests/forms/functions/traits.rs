//! Methods of traits.

use async_trait::async_trait;
use futures::future::BoxFuture;

use super::{chain_step, llm_span};
use crate::case::{Case, future, sync};
use crate::log::{Log, Noisy};

pub(crate) const CASES: &[Case] = &[
    sync("implemented", &["ask"], |log| {
        log.returned(model(log).ask(log.noisy("a")))
    }),
    sync("by_default", &["by_default"], |log| {
        log.returned(model(log).by_default(log.noisy("a")))
    }),
    sync("through_an_object", &["ask", "by_default"], |log| {
        let model: Box<dyn Model> = Box::new(model(log));
        log.returned((model.ask(log.noisy("a")), model.by_default(log.noisy("b"))))
    }),
    sync("sized_only", &["sized_only"], |log| {
        log.returned(model(log).sized_only(log.noisy("a")).name)
    }),
    sync("associated", &["chat m"], |log| {
        log.returned(Named::make(log.noisy("a")).0)
    }),
    sync("of_a_reference", &["of_a_reference"], |log| {
        log.returned((&model(log)).of_a_reference(log.noisy("a")))
    }),
    sync("operator", &["add"], |log| {
        log.returned((Named(log.noisy("a")) + Named(log.noisy("b"))).0)
    }),
    sync("drop_itself", &["drop"], |log| {
        drop(Dropped(log.noisy("a")));
        log.returned(())
    }),
    sync("iterator", &["next"; 3], |log| {
        log.returned(Countdown(2, log.noisy("a")).collect::<Vec<_>>())
    }),
    sync("generic_trait", &["convert"], |log| {
        log.returned(Convert::<u16>::convert(&model(log), 7_u8))
    }),
    future("native", &["native"], |log| {
        Box::pin(async move {
            let model = model(&log);
            log.clone().awaited(model.native(log.noisy("a"))).await
        })
    }),
    future("native_default", &["chat m", "native"], |log| {
        Box::pin(async move {
            let model = model(&log);
            log.clone()
                .awaited(model.native_default(log.noisy("a")))
                .await
        })
    }),
    future("native_opaque", &["native_opaque"], |log| {
        Box::pin(async move {
            let model = model(&log);
            log.clone()
                .awaited(model.native_opaque(log.noisy("a")))
                .await
        })
    }),
    future("boxing", &["boxing"], |log| {
        Box::pin(async move {
            let model: Box<dyn Boxing> = Box::new(model(&log));
            log.clone()
                .awaited(model.boxing((log.noisy("a"), 1), "text"))
                .await
        })
    }),
    future("boxing_default", &["boxing", "boxing_default"], |log| {
        Box::pin(async move {
            let mut model: Box<dyn Boxing> = Box::new(model(&log));
            log.clone()
                .awaited(model.boxing_default(log.noisy("a")))
                .await
        })
    }),
    future("boxed_by_hand", &["chat m"], |log| {
        Box::pin(async move {
            let model: Box<dyn Boxing> = Box::new(model(&log));
            log.clone()
                .awaited(model.boxed_by_hand(log.noisy("a")))
                .await
        })
    }),
];

struct Own {
    own: Noisy,
}

fn model(log: &Log) -> Own {
    Own {
        own: log.noisy("self"),
    }
}

trait Model {
    fn ask(&self, a: Noisy) -> Noisy;

    #[chain_step]
    fn by_default(&self, a: Noisy) -> &'static str {
        a.touch();
        self.named()
    }

    #[chain_step]
    fn sized_only(self, a: Noisy) -> Noisy
    where
        Self: Sized,
    {
        a
    }

    fn named(&self) -> &'static str;
}

impl Model for Own {
    #[chain_step]
    fn ask(&self, a: Noisy) -> Noisy {
        self.own.touch();
        a
    }

    fn named(&self) -> &'static str {
        self.own.name
    }
}

trait Make: Sized {
    fn make(a: Noisy) -> Self;
}

struct Named(Noisy);

impl Make for Named {
    #[llm_span(system = "openai", model = "m", usage = none)]
    fn make(a: Noisy) -> Self {
        Self(a)
    }
}

trait OfReference {
    fn of_a_reference(self, a: Noisy) -> &'static str;
}

impl<'a> OfReference for &'a Own {
    #[chain_step]
    fn of_a_reference(self, a: Noisy) -> &'static str {
        a.touch();
        self.own.name
    }
}

impl std::ops::Add for Named {
    type Output = Self;

    #[chain_step]
    fn add(self, other: Self) -> Self {
        other.0.touch();
        self
    }
}

struct Dropped(Noisy);

impl Drop for Dropped {
    #[chain_step]
    fn drop(&mut self) {
        let _local = self.0.log().noisy("local");
        self.0.touch();
    }
}

struct Countdown(u8, Noisy);

impl Iterator for Countdown {
    type Item = u8;

    #[chain_step]
    fn next(&mut self) -> Option<Self::Item> {
        self.1.touch();
        self.0 = self.0.checked_sub(1)?;
        Some(self.0)
    }
}

trait Convert<T> {
    type From;

    fn convert(&self, from: Self::From) -> T;
}

impl Convert<u16> for Own {
    type From = u8;

    #[chain_step]
    fn convert(&self, from: Self::From) -> u16 {
        self.own.touch();
        from.into()
    }
}

trait Native {
    async fn native(&self, a: Noisy) -> &'static str;

    #[llm_span(system = "openai", model = "m", usage = none)]
    async fn native_default(&self, a: Noisy) -> &'static str {
        let b = a.log().noisy("b");
        self.native(b).await;
        a.name
    }

    fn native_opaque(&self, a: Noisy) -> impl Future<Output = Noisy>;
}

impl Native for Own {
    #[chain_step]
    async fn native(&self, a: Noisy) -> &'static str {
        a.log().pause("native").await;
        self.own.name
    }

    #[chain_step]
    async fn native_opaque(&self, a: Noisy) -> Noisy {
        a.log().pause("opaque").await;
        a
    }
}

#[async_trait]
trait Boxing: Send + Sync {
    async fn boxing(&self, pair: (Noisy, u8), text: &str) -> (Noisy, u8);

    #[chain_step]
    async fn boxing_default(&mut self, a: Noisy) -> Noisy {
        a.log().pause("default").await;
        self.boxing((a, 1), "text").await.0
    }

    fn boxed_by_hand<'a>(&'a self, a: Noisy) -> BoxFuture<'a, &'a str>;
}

#[async_trait]
impl Boxing for Own {
    #[chain_step]
    async fn boxing(&self, (a, n): (Noisy, u8), text: &str) -> (Noisy, u8) {
        a.log().pause(text).await;
        self.own.touch();
        (a, n)
    }

    #[llm_span(system = "openai", model = "m", usage = none)]
    fn boxed_by_hand<'a>(&'a self, a: Noisy) -> BoxFuture<'a, &'a str> {
        Box::pin(async move {
            a.log().pause("one").await;
            self.own.name
        })
    }
}
