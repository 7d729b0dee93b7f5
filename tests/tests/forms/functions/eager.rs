//! The statements of a function before its returned future run at the call.

use std::pin::Pin;

use futures::future::{BoxFuture, LocalBoxFuture};

use super::{chain_step, llm_span};
use crate::case::{Case, future};
use crate::log::{Log, Noisy};

pub(crate) const CASES: &[Case] = &[
    future("opaque", &["opaque"], |log| {
        let form = opaque(log.noisy("a"), log.noisy("b"));
        log.step("called");
        Box::pin(log.awaited(form))
    }),
    future("pinned_box", &["pinned_box"], |log| {
        let form = pinned_box(log.noisy("a"), log.noisy("b"));
        log.step("called");
        Box::pin(log.awaited(form))
    }),
    future("box_future", &["chat m"], |log| {
        let form = box_future(log.noisy("a"), &log.noisy("borrowed at the call"));
        log.step("called");
        Box::pin(log.awaited(form))
    }),
    future("local_box_future", &["local_box_future"], |log| {
        Box::pin(async move {
            let a = log.noisy("a");
            let form = local_box_future(&a);
            log.step("called");
            log.clone().awaited(form).await
        })
    }),
    future("not_captured", &["not_captured"], |log| {
        let form = not_captured(&log.noisy("borrowed at the call"), log.noisy("b"));
        Box::pin(log.awaited(form))
    }),
    future("early_return", &["early_return"; 2], |log| {
        let forms = [true, false].map(|early| early_return(log.noisy("a"), early));
        log.step("called");
        Box::pin(async move {
            let [first, second] = forms;
            first.await;
            log.awaited(second).await
        })
    }),
    future("panicking_call", &["panicking_call"], |log| {
        let form = panicking_call(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
    future("said", &["chat a"], |log| {
        let form = said(log.noisy("a"), (log.noisy("b"), 1));
        log.step("called");
        Box::pin(log.awaited(form))
    }),
    future("method", &["method"], |log| {
        Box::pin(async move {
            let mut own = Own(log.noisy("self"), 0);
            let form = own.method(log.noisy("a"));
            log.step("called");
            let text = log.clone().awaited(form).await;
            text + &log.returned(own.1)
        })
    }),
    future("without_self", &["without_self"], |log| {
        let form = Own(log.noisy("self"), 0).without_self(log.noisy("a"));
        log.step("called");
        Box::pin(log.awaited(form))
    }),
    future("left_behind", &["left_behind"], |log| {
        let form = left_behind(&log.noisy("borrowed at the call"), log.clone());
        log.step("called");
        Box::pin(log.awaited(form))
    }),
    future("hidden", &["hidden"], |log| {
        let form = hidden(log.noisy("a"), log.noisy("b"));
        log.step("called");
        Box::pin(log.awaited(require_send(form)))
    }),
    future("not_taken", &["not_taken"], |log| {
        let form = not_taken(log.noisy("a"), log.clone());
        log.step("called");
        Box::pin(log.awaited(form))
    }),
    future("taken_apart", &["chat m"], |log| {
        let form = taken_apart((log.noisy("a"), log.noisy("b")));
        log.step("called");
        Box::pin(log.awaited(form))
    }),
    future("not_send", &["not_send"], |log| {
        let form = not_send(std::rc::Rc::new(log.noisy("a")));
        Box::pin(log.awaited(form))
    }),
];

fn require_send<T: Send>(value: T) -> T {
    value
}

#[chain_step]
fn opaque(a: Noisy, b: Noisy) -> impl Future<Output = Noisy> {
    let _local = b.log().noisy("dropped at the call");
    b.touch();
    let c = b.log().noisy("moved");
    async move {
        c.log().pause("one").await;
        a
    }
}

#[chain_step]
fn pinned_box(a: Noisy, b: Noisy) -> Pin<Box<dyn Future<Output = Noisy> + Send>> {
    b.touch();
    drop(b);
    Box::pin(async move {
        a.log().pause("one").await;
        a
    })
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn box_future(a: Noisy, b: &Noisy) -> BoxFuture<'static, Noisy> {
    b.touch();
    let c = b.log().noisy("moved");
    Box::pin(async move {
        c.log().pause("one").await;
        a
    })
}

#[chain_step]
fn local_box_future(a: &Noisy) -> LocalBoxFuture<'_, &str> {
    a.touch();
    let local = std::rc::Rc::new(a.log().noisy("moved"));
    Box::pin(async move {
        local.log().pause("one").await;
        a.name
    })
}

#[chain_step]
fn not_captured(a: &Noisy, b: Noisy) -> impl Future<Output = Noisy> + use<> {
    a.touch();
    async move {
        b.log().pause("one").await;
        b
    }
}

#[chain_step]
fn early_return(a: Noisy, early: bool) -> BoxFuture<'static, u8> {
    if early {
        a.touch();
        return Box::pin(std::future::ready(1));
    }
    Box::pin(async move {
        a.log().pause("one").await;
        2
    })
}

#[chain_step]
fn panicking_call(a: Noisy) -> BoxFuture<'static, Noisy> {
    assert!(a.name != "a", "at the call");
    Box::pin(async move { a })
}

#[llm_span(system = "openai", model = a.name, usage = none, attributes("app.b" = b.name))]
fn said(a: Noisy, (b, _): (Noisy, u8)) -> impl Future<Output = Result<Noisy, String>> {
    a.touch();
    let b = b;
    async move {
        b.log().pause("one").await;
        Ok(a)
    }
}

struct Own(Noisy, u8);

impl Own {
    #[chain_step]
    fn without_self(&self, a: Noisy) -> BoxFuture<'static, &'static str> {
        Box::pin(async move {
            a.log().pause("one").await;
            a.name
        })
    }

    #[chain_step]
    fn method(&mut self, a: Noisy) -> impl Future<Output = &'static str> {
        self.1 += 1;
        self.0.touch();
        let log: Log = a.log().clone();
        async move {
            log.pause("one").await;
            a.name
        }
    }
}

#[chain_step]
#[expect(unused_variables, reason = "it is the form")]
fn left_behind(a: &Noisy, log: Log) -> BoxFuture<'static, u8> {
    Box::pin(async move {
        log.pause("one").await;
        1
    })
}

#[chain_step]
#[expect(unused_variables, reason = "it is the form")]
fn hidden(a: Noisy, b: Noisy) -> impl Future<Output = &'static str> {
    async move {
        let a = b;
        a.log().pause("one").await;
        a.name
    }
}

#[chain_step]
fn not_taken(a: Noisy, log: Log) -> impl Future<Output = u8> {
    async move {
        let _ = a;
        log.pause("one").await;
        1
    }
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn taken_apart(pair: (Noisy, Noisy)) -> Pin<Box<dyn Future<Output = Noisy>>> {
    Box::pin(async move {
        let (a, _) = pair;
        a.log().pause("one").await;
        a
    })
}

#[chain_step]
fn not_send(a: std::rc::Rc<Noisy>) -> impl Future<Output = &'static str> + Send {
    a.touch();
    let b = a.log().noisy("moved");
    require_send(async move {
        b.log().pause("one").await;
        b.name
    })
}
