//! Futures that are polled after completion, moved between threads, or leaked.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use super::{chain_step, llm_span};
use crate::case::{Case, sync};
use crate::log::{Log, Noisy};

pub(crate) const CASES: &[Case] = &[
    sync("again_after_its_end", &["finishing"], |log| {
        let mut form = Box::pin(finishing(log.noisy("a")));
        log.returned([(); 4].map(|()| polled(form.as_mut())))
    }),
    sync("again_after_a_panic", &["chat m"], |log| {
        let mut form = Box::pin(panicking(log.noisy("a")));
        log.returned([(); 4].map(|()| polled(form.as_mut())))
    }),
    sync("again_after_a_panic_of_a_drop", &["finishing"], |log| {
        let mut form = Box::pin(finishing(log.noisy("a")));
        let first = polled(form.as_mut());
        log.step("between");
        log.returned([first, polled(form.as_mut()), polled(form.as_mut())])
    }),
    sync("opaque_again_after_its_end", &["opaque"], |log| {
        let mut form = Box::pin(opaque(log.noisy("a")));
        log.returned([(); 3].map(|()| polled(form.as_mut())))
    }),
    sync("in_turns", &["chat m", "finishing"], |log| {
        let mut first = Box::pin(finishing(log.noisy("a")));
        let mut second = Box::pin(panicking(log.noisy("b")));
        let texts = [(); 2].map(|()| (polled(first.as_mut()), polled(second.as_mut())));
        drop(second);
        log.step("first is dropped");
        log.returned(texts)
    }),
    sync("on_another_thread", &["finishing"], |log| {
        let mut form = Box::pin(finishing(log.noisy("a")));
        let first = polled(form.as_mut());
        let second = std::thread::scope(|scope| {
            let thread = scope.spawn(move || polled(form.as_mut()));
            thread.join().unwrap_or_else(|_| "unwound".to_owned())
        });
        log.returned([first, second])
    }),
    sync("replaced", &["finishing"; 2], |log| {
        let mut form = Box::pin(finishing(log.noisy("a")));
        let first = polled(form.as_mut());
        form.set(finishing(log.noisy("b")));
        log.returned([first, polled(form.as_mut())])
    }),
    sync("never_polled", &["finishing"], |log| {
        let form = finishing(log.noisy("a"));
        log.step("made");
        drop(form);
        log.returned(())
    }),
    sync("dropped_in_another", &["chat m", "finishing"], |log| {
        let other = finishing(log.noisy("b"));
        let mut form = Box::pin(dropping(log.clone(), other));
        log.returned(polled(form.as_mut()))
    }),
];

/// Polls once, and describes the result.
fn polled<Fut: Future<Output: std::fmt::Debug>>(form: Pin<&mut Fut>) -> String {
    let mut task = Context::from_waker(Waker::noop());
    match catch_unwind(AssertUnwindSafe(|| form.poll(&mut task))) {
        Ok(Poll::Ready(value)) => format!("{value:?}"),
        Ok(Poll::Pending) => "pending".to_owned(),
        Err(payload) => match payload.downcast::<&str>() {
            Ok(text) => (*text).to_owned(),
            Err(payload) => payload
                .downcast::<String>()
                .map_or_else(|_| "other".to_owned(), |text| *text),
        },
    }
}

#[chain_step]
async fn finishing(a: Noisy) -> &'static str {
    let _local = a.log().noisy("local");
    a.log().pause("one").await;
    a.name
}

#[llm_span(system = "openai", model = "m", usage = none)]
async fn panicking(a: Noisy) -> &'static str {
    let _local = a.log().noisy("local");
    a.log().pause("one").await;
    panic!("in the body")
}

#[chain_step]
fn opaque(a: Noisy) -> impl Future<Output = &'static str> {
    async move {
        a.touch();
        a.name
    }
}

#[llm_span(system = "openai", model = "m", usage = none)]
async fn dropping<Fut: Future>(log: Log, other: Fut) -> u8 {
    log.step("before");
    drop(other);
    log.step("after");
    1
}
