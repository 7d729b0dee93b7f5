//! Parameters and results of types without traits, which are not recorded.

use std::cell::Cell;
use std::marker::PhantomData;

use super::{chain_step, llm_span};
use crate::case::{Case, future, sync};
use crate::log::{Log, Noisy};

pub(crate) const CASES: &[Case] = &[
    sync("nothing_of_all", &["nothing_of_all"], |log| {
        log.returned(nothing_of_all(inert(log), &inert(log)).0.name)
    }),
    sync("named_like_a_parameter", &["chat m"], |log| {
        let (a, b) = (inert(log), inert(log));
        log.returned(named_like_a_parameter(a, &b, inert(log)).0.name)
    }),
    sync("skipped", &["chat m"], |log| {
        log.returned(skipped(0.5, inert(log)).0.name)
    }),
    sync("generic", &["generic"], |log| {
        log.returned(generic(inert(log)).0.name)
    }),
    sync(
        "error_without_traits",
        &["error_without_traits"; 2],
        |log| log.returned([true, false].map(|ok| error_without_traits(inert(log), ok).is_ok())),
    ),
    sync("unsized_by_reference", &["unsized_by_reference"], |log| {
        log.returned(unsized_by_reference(&[inert(log)][..], "text", &|| {}))
    }),
    sync("local_lifetime", &["local_lifetime"], |log| {
        let cell = Cell::new(1);
        local_lifetime(&cell, &mut || cell.set(cell.get() + 1), log);
        log.returned(cell.get())
    }),
    sync("pointers", &["pointers"], |log| {
        log.returned(pointers(&raw const *log, |log| log.step("called"), log))
    }),
    future("async_nothing_of_all", &["async_nothing_of_all"], |log| {
        Box::pin(async move {
            let other = inert(&log);
            let form = async_nothing_of_all(inert(&log), &other, &log);
            log.clone().awaited(async { form.await.0.name }).await
        })
    }),
    future("async_named_like_a_parameter", &["chat m"], |log| {
        let form = async_named_like_a_parameter(inert(&log), inert(&log), log.clone());
        Box::pin(async move { log.awaited(async { form.await.0.name }).await })
    }),
    future(
        "async_error_without_traits",
        &["async_error_without_traits"],
        |log| {
            let form = async_error_without_traits(inert(&log), log.clone());
            Box::pin(async move { log.awaited(async { form.await.is_ok() }).await })
        },
    ),
];

/// Neither `Clone`, `Debug`, `Send`, `Sync` nor `Unpin`.
struct Inert(Noisy, PhantomData<*const u8>, std::marker::PhantomPinned);

fn inert(log: &Log) -> Inert {
    Inert(log.noisy("inert"), PhantomData, std::marker::PhantomPinned)
}

#[chain_step]
fn nothing_of_all(value: Inert, other: &Inert) -> Inert {
    other.0.touch();
    value
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn named_like_a_parameter(temperature: Inert, seed: &Inert, max_tokens: Inert) -> Inert {
    temperature.0.touch();
    seed.0.touch();
    max_tokens
}

#[llm_span(system = "openai", model = "m", usage = none, skip(temperature, top_p))]
fn skipped(temperature: f64, top_p: Inert) -> Inert {
    assert!(temperature > 0.0);
    top_p
}

#[chain_step]
fn generic<T>(value: T) -> T {
    value
}

#[chain_step]
fn error_without_traits(value: Inert, ok: bool) -> Result<Inert, Inert> {
    if ok { Ok(value) } else { Err(value) }
}

#[chain_step]
fn unsized_by_reference(values: &[Inert], text: &str, function: &dyn Fn()) -> usize {
    function();
    values.len() + text.len()
}

#[chain_step]
fn local_lifetime(cell: &Cell<u8>, function: &mut dyn FnMut(), log: &Log) {
    let _guard = log.noisy("guard");
    function();
    cell.set(cell.get() + 1);
}

#[chain_step]
fn pointers(pointer: *const Log, function: fn(&Log), log: &Log) -> bool {
    function(log);
    std::ptr::eq(pointer, log)
}

#[chain_step]
async fn async_nothing_of_all(value: Inert, other: &Inert, log: &Log) -> Inert {
    log.pause("one").await;
    other.0.touch();
    value
}

#[llm_span(system = "openai", model = "m", usage = none)]
async fn async_named_like_a_parameter(temperature: Inert, top_k: Inert, log: Log) -> Inert {
    log.pause("one").await;
    temperature.0.touch();
    top_k
}

#[chain_step]
async fn async_error_without_traits(value: Inert, log: Log) -> Result<(), Inert> {
    log.pause("one").await;
    Err(value)
}
