//! Bindings in patterns: mutable, by reference, whole, or none.

use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::chain_step;
use crate::case::{Case, future, sync};
use crate::log::Noisy;

pub(crate) const CASES: &[Case] = &[
    sync("mutable", &["mutable"], |log| {
        log.returned(mutable(log.noisy("a"), (log.noisy("b"), 1)))
    }),
    sync("by_reference", &["by_reference"], |log| {
        log.returned(by_reference(
            log.noisy("a"),
            (log.noisy("b"), log.noisy("c")),
        ))
    }),
    sync("by_mutable_reference", &["by_mutable_reference"], |log| {
        log.returned(by_mutable_reference(log.noisy("a"), (log.noisy("b"), 1)))
    }),
    sync("ignored", &["ignored"], |log| {
        log.returned(ignored(log.noisy("a"), log.noisy("b"), log.noisy("c")))
    }),
    sync("bound_whole", &["bound_whole"], |log| {
        log.returned(bound_whole((1, 2), &[3, 4, 5], log.noisy("a")))
    }),
    sync("values", &["values"; 2], |log| {
        RELEASED.store(0, Ordering::Relaxed);
        let kept = values(Guard, Way::Left, log.noisy("a"));
        let none = value_of_the_prelude(None);
        log.returned((kept, none, RELEASED.load(Ordering::Relaxed)))
    }),
    sync("raw", &["raw"], |log| log.returned(raw(log.noisy("a"), 7))),
    future("async_values", &["async_values"], |log| {
        RELEASED.store(0, Ordering::Relaxed);
        let form = async_values(Guard, log.noisy("a"));
        let form = async move { (form.await, RELEASED.load(Ordering::Relaxed)) };
        Box::pin(log.awaited(form))
    }),
    future("async_references", &["async_references"], |log| {
        let form = async_references(log.noisy("a"), log.noisy("b"), (log.noisy("c"), 1));
        Box::pin(log.awaited(form))
    }),
    future("async_ignored", &["async_ignored"], |log| {
        let form = async_ignored(log.noisy("a"), log.noisy("b"), log.noisy("c"));
        Box::pin(log.awaited(form))
    }),
];

/// How many guards were dropped.
static RELEASED: AtomicUsize = AtomicUsize::new(0);

struct Guard;

impl Drop for Guard {
    fn drop(&mut self) {
        RELEASED.fetch_add(1, Ordering::Relaxed);
    }
}

enum Way {
    Left,
}

use Way::Left;

#[chain_step(attributes("app.name" = a.name))]
fn values(Guard: Guard, Left: Way, a: Noisy) -> Option<usize> {
    a.touch();
    Some(RELEASED.load(Ordering::Relaxed))
}

#[chain_step(name = "values")]
fn value_of_the_prelude(None: Option<Infallible>) -> Option<u8> {
    Some(1)
}

#[chain_step]
async fn async_values(Guard: Guard, a: Noisy) -> usize {
    a.touch();
    RELEASED.load(Ordering::Relaxed)
}

#[chain_step]
fn mutable(mut a: Noisy, (mut b, mut count): (Noisy, u8)) -> (Noisy, u8) {
    a.touch();
    a = b.log().noisy("second");
    b = a.log().noisy("third");
    count += 1;
    b.touch();
    (a, count)
}

#[chain_step]
fn by_reference(ref a: Noisy, (ref b, c): (Noisy, Noisy)) -> Noisy {
    a.touch();
    b.touch();
    c
}

#[chain_step]
fn by_mutable_reference(ref mut a: Noisy, (b, ref mut count): (Noisy, u8)) -> (Noisy, u8) {
    *a = b.log().noisy("second");
    *count += 1;
    (b, *count)
}

#[chain_step]
fn ignored(_: Noisy, _a: Noisy, _: Noisy) {}

#[chain_step]
fn bound_whole(pair @ (a, _): (u8, u8), all @ [..]: &[u8], whole @ _: Noisy) -> u8 {
    whole.touch();
    pair.1 + a + all.iter().sum::<u8>()
}

#[chain_step]
fn raw(r#type: Noisy, r#match: u8) -> u8 {
    r#type.touch();
    r#match
}

#[chain_step]
async fn async_references(mut a: Noisy, ref mut b: Noisy, (ref c, mut count): (Noisy, u8)) -> u8 {
    a.log().pause("one").await;
    *b = c.log().noisy("second");
    a = b.log().noisy("third");
    c.log().pause("two").await;
    count += 1;
    a.touch();
    count
}

#[chain_step]
async fn async_ignored(_: Noisy, _a: Noisy, b: Noisy) {
    b.log().pause("one").await;
}
