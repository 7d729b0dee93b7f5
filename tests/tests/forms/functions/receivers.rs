//! Receivers.

use std::ops::{Deref, DerefMut};
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use super::{chain_step, llm_span};
use crate::case::{Case, future, sync};
use crate::log::{Log, Noisy};

pub(crate) const CASES: &[Case] = &[
    sync("value", &["value"], |log| {
        log.returned(client(log).value(log.noisy("a")))
    }),
    sync("mutable", &["mutable"], |log| {
        log.returned(client(log).mutable(log.noisy("a")))
    }),
    sync("reference", &["chat self"], |log| {
        log.returned(client(log).reference(log.noisy("a")))
    }),
    sync("exclusive", &["exclusive"], |log| {
        log.returned(client(log).exclusive(log.noisy("a")))
    }),
    sync("boxed", &["boxed"], |log| {
        log.returned(Box::new(client(log)).boxed(log.noisy("a")))
    }),
    sync("mutable_box", &["mutable_box"], |log| {
        log.returned(Box::new(client(log)).mutable_box(log.noisy("a")))
    }),
    sync("counted", &["counted"], |log| {
        log.returned(Rc::new(client(log)).counted(log.noisy("a")))
    }),
    sync("shared", &["shared"], |log| {
        log.returned(Arc::new(client(log)).shared(log.noisy("a")))
    }),
    sync("pinned", &["pinned"], |log| {
        log.returned(Pin::new(&mut client(log)).pinned(log.noisy("a")))
    }),
    sync("typed", &["typed"], |log| {
        log.returned(client(log).typed(log.noisy("a")))
    }),
    sync("reference_to_box", &["reference_to_box"], |log| {
        log.returned(Box::new(client(log)).reference_to_box(log.noisy("a")))
    }),
    sync("field_out_of_box", &["field_out_of_box"], |log| {
        log.returned(Box::new(client(log)).field_out_of_box())
    }),
    sync("field_behind_deref", &["field_behind_deref"], |log| {
        log.returned(lease(log).field_behind_deref())
    }),
    sync("associated", &["associated"], |log| {
        log.returned(Client::associated(log.noisy("a")).own)
    }),
    future("async_value", &["async_value"], |log| {
        let form = client(&log).async_value(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
    future("async_mutable", &["async_mutable"], |log| {
        let form = client(&log).async_mutable(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
    future("async_reference", &["chat self"], |log| {
        Box::pin(async move {
            let client = client(&log);
            log.clone()
                .awaited(client.async_reference(log.noisy("a")))
                .await
        })
    }),
    future("async_exclusive", &["async_exclusive"], |log| {
        Box::pin(async move {
            let mut client = client(&log);
            log.clone()
                .awaited(client.async_exclusive(log.noisy("a")))
                .await
        })
    }),
    future("async_boxed", &["async_boxed"], |log| {
        let form = Box::new(client(&log)).async_boxed(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
    future("async_counted", &["async_counted"], |log| {
        let form = Rc::new(client(&log)).async_counted(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
    future("async_shared", &["async_shared"], |log| {
        let form = Arc::new(client(&log)).async_shared(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
    future("async_pinned", &["async_pinned"], |log| {
        Box::pin(async move {
            let mut client = client(&log);
            log.clone()
                .awaited(Pin::new(&mut client).async_pinned(log.noisy("a")))
                .await
        })
    }),
    future(
        "async_field_behind_deref",
        &["async_field_behind_deref"],
        |log| {
            let form = lease(&log).async_field_behind_deref(log.noisy("a"));
            Box::pin(log.awaited(form))
        },
    ),
];

struct Client {
    own: Noisy,
    other: Noisy,
    count: u8,
}

fn client(log: &Log) -> Client {
    Client {
        own: log.noisy("self"),
        other: log.noisy("other"),
        count: 1,
    }
}

impl Client {
    #[chain_step]
    fn value(self, a: Noisy) -> Noisy {
        a.touch();
        self.own.touch();
        self.other
    }

    #[chain_step]
    fn mutable(mut self, a: Noisy) -> u8 {
        self.count += 1;
        self.own = a;
        self.own.touch();
        self.count
    }

    #[llm_span(system = "openai", model = self.own.name, usage = none)]
    fn reference(&self, a: Noisy) -> &'static str {
        a.touch();
        self.own.name
    }

    #[chain_step(attributes("app.count" = self.count))]
    fn exclusive(&mut self, a: Noisy) -> u8 {
        a.touch();
        self.count += 1;
        self.own = a;
        self.count
    }

    #[chain_step]
    fn boxed(self: Box<Self>, a: Noisy) -> Noisy {
        a.touch();
        self.own
    }

    #[chain_step]
    fn mutable_box(mut self: Box<Self>, a: Noisy) -> u8 {
        self.own = a;
        self.count += 1;
        self.own.touch();
        self.count
    }

    #[chain_step]
    fn counted(self: Rc<Self>, a: Noisy) -> usize {
        a.touch();
        Rc::strong_count(&self)
    }

    #[chain_step]
    fn shared(self: Arc<Self>, a: Noisy) -> usize {
        a.touch();
        Arc::strong_count(&self)
    }

    #[chain_step]
    fn pinned(mut self: Pin<&mut Self>, a: Noisy) -> u8 {
        a.touch();
        self.count += 1;
        self.own = a;
        self.count
    }

    #[chain_step]
    fn typed(self: Self, a: Noisy) -> Noisy {
        a.touch();
        self.own
    }

    #[chain_step]
    fn reference_to_box(self: &Box<Self>, a: Noisy) -> u8 {
        a.touch();
        self.own.touch();
        self.count
    }

    #[chain_step]
    fn field_out_of_box(self: Box<Self>) -> Noisy {
        let Self { own, .. } = *self;
        own.touch();
        own
    }

    #[chain_step]
    fn associated(a: Noisy) -> Self {
        Self {
            other: a.log().noisy("other"),
            own: a,
            count: 2,
        }
    }

    #[chain_step]
    async fn async_value(self, a: Noisy) -> Noisy {
        a.log().pause("one").await;
        self.own.touch();
        self.other
    }

    #[chain_step]
    async fn async_mutable(mut self, a: Noisy) -> u8 {
        self.own = a;
        self.count += 1;
        self.own.log().pause("one").await;
        self.count
    }

    #[llm_span(system = "openai", model = self.own.name, usage = none)]
    async fn async_reference(&self, a: Noisy) -> &Noisy {
        a.log().pause("one").await;
        &self.own
    }

    #[chain_step]
    async fn async_exclusive(&mut self, a: Noisy) -> &mut u8 {
        self.own.log().pause("one").await;
        self.own = a;
        self.count += 1;
        &mut self.count
    }

    #[chain_step]
    async fn async_boxed(self: Box<Self>, a: Noisy) -> Noisy {
        a.log().pause("one").await;
        self.own
    }

    #[chain_step]
    async fn async_counted(self: Rc<Self>, a: Noisy) -> usize {
        a.log().pause("one").await;
        Rc::strong_count(&self)
    }

    #[chain_step]
    async fn async_shared(self: Arc<Self>, a: Noisy) -> usize {
        a.log().pause("one").await;
        Arc::strong_count(&self)
    }

    #[chain_step]
    async fn async_pinned(mut self: Pin<&mut Self>, a: Noisy) -> u8 {
        self.own.log().pause("one").await;
        self.own = a;
        self.count
    }
}

/// A smart pointer that logs each use of what it points to.
struct Lease {
    client: Client,
    log: Log,
}

fn lease(log: &Log) -> Lease {
    Lease {
        client: client(log),
        log: log.clone(),
    }
}

impl Deref for Lease {
    type Target = Client;

    fn deref(&self) -> &Client {
        self.log.step("deref");
        &self.client
    }
}

impl DerefMut for Lease {
    fn deref_mut(&mut self) -> &mut Client {
        self.log.step("deref_mut");
        &mut self.client
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        self.log
            .step(&format!("drop lease of {}", self.client.count));
    }
}

impl Lease {
    #[chain_step]
    fn field_behind_deref(mut self) -> u8 {
        let count = self.count;
        self.count = 7;
        count
    }

    #[chain_step]
    async fn async_field_behind_deref(mut self, a: Noisy) -> u8 {
        let count = self.count;
        a.log().pause("one").await;
        self.count = 7;
        count
    }
}
