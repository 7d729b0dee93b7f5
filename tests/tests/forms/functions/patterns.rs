//! Patterns in parameters.

use std::convert::Infallible;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{chain_step, llm_span};
use crate::case::{Case, future, sync};
use crate::log::{Log, Noisy};

pub(crate) const CASES: &[Case] = &[
    sync("tuple", &["tuple"], |log| {
        log.returned(tuple((log.noisy("a"), log.noisy("b")), log.noisy("c")))
    }),
    sync("tuple_in_part", &["tuple_in_part"], |log| {
        let (a, b) = (log.noisy("a"), log.noisy("b"));
        log.returned(tuple_in_part((a, b), (log.noisy("c"), log.noisy("d"))))
    }),
    sync("fields", &["fields"], |log| {
        log.returned(fields(request(log), log.noisy("z")))
    }),
    sync("fields_in_part", &["chat a"], |log| {
        log.returned(fields_in_part(request(log)))
    }),
    sync("tuple_struct", &["tuple_struct"], |log| {
        log.returned(tuple_struct(
            Wrapped(log.noisy("a")),
            Wrapped(log.noisy("b")),
        ))
    }),
    sync("array", &["array"], |log| {
        log.returned(array([log.noisy("a"), log.noisy("b"), log.noisy("c")]))
    }),
    sync("array_ends", &["array_ends"], |log| {
        log.returned(array_ends([1, 2, 3, 4]))
    }),
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
    sync("dereferenced", &["dereferenced"], |log| {
        log.returned(dereferenced(&1, &(2, 3)))
    }),
    sync("bound_whole", &["bound_whole"], |log| {
        log.returned(bound_whole((1, 2), &[3, 4, 5], log.noisy("a")))
    }),
    sync("alternatives", &["alternatives"; 2], |log| {
        log.returned([alternatives(Ok(1), Err(2)), alternatives(Err(3), Ok(4))])
    }),
    sync("infallible", &["infallible"], |log| {
        log.returned(infallible(Ok(log.noisy("a")), ()))
    }),
    sync("values", &["values"; 2], |log| {
        RELEASED.store(0, Ordering::Relaxed);
        let kept = values(Guard, Way::Left, log.noisy("a"));
        let none = value_of_the_prelude(None);
        log.returned((kept, none, RELEASED.load(Ordering::Relaxed)))
    }),
    sync("made_by_a_macro", &["made_by_a_macro"], |log| {
        log.returned(made_by_a_macro((log.noisy("a"), log.noisy("b"))))
    }),
    sync("said", &["chat a"], |log| {
        let (a, b) = (log.noisy("a"), log.noisy("b"));
        log.returned(said(
            log.noisy("z"),
            (a, b),
            Wrapped(log.noisy("c")),
            [1, 2],
        ))
    }),
    sync("raw", &["raw"], |log| log.returned(raw(log.noisy("a"), 7))),
    future("async_values", &["async_values"], |log| {
        RELEASED.store(0, Ordering::Relaxed);
        let form = async_values(Guard, log.noisy("a"));
        let form = async move { (form.await, RELEASED.load(Ordering::Relaxed)) };
        Box::pin(log.awaited(form))
    }),
    future("async_tuple", &["async_tuple"], |log| {
        let (a, b) = (log.noisy("a"), log.noisy("b"));
        let form = async_tuple((a, b), log.noisy("c"));
        Box::pin(log.awaited(form))
    }),
    future("async_fields", &["async_fields"], |log| {
        let form = async_fields(request(&log), log.noisy("z"));
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
    future("async_said", &["chat a"], |log| {
        let (a, b) = (log.noisy("a"), log.noisy("b"));
        let form = async_said(log.noisy("z"), (a, b), Wrapped(log.noisy("c")), [1, 2]);
        Box::pin(log.awaited(form))
    }),
];

/// Says how often it was dropped.
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

struct Request {
    first: Noisy,
    second: Noisy,
    count: u8,
}

fn request(log: &Log) -> Request {
    Request {
        first: log.noisy("a"),
        second: log.noisy("b"),
        count: 3,
    }
}

struct Wrapped<T>(T);

macro_rules! pair {
    ($first:ident, $second:pat) => {
        ($first, $second)
    };
}

#[chain_step]
fn tuple((a, b): (Noisy, Noisy), c: Noisy) -> Noisy {
    a.touch();
    b.touch();
    c
}

#[chain_step]
fn tuple_in_part((a, _): (Noisy, Noisy), (_, d): (Noisy, Noisy)) {
    a.touch();
    d.touch();
}

#[chain_step]
fn fields(
    Request {
        first,
        second: renamed,
        count,
    }: Request,
    z: Noisy,
) -> (Noisy, u8) {
    renamed.touch();
    z.touch();
    (first, count)
}

#[llm_span(system = "openai", model = first.name, max_tokens = count, usage = none)]
fn fields_in_part(
    Request {
        ref first, count, ..
    }: Request,
) -> u8 {
    first.touch();
    count
}

#[chain_step]
fn tuple_struct(Wrapped(a): Wrapped<Noisy>, Wrapped(_b): Wrapped<Noisy>) -> Noisy {
    a.touch();
    a
}

#[chain_step]
fn array([a, _, c]: [Noisy; 3]) -> Noisy {
    c.touch();
    a
}

#[chain_step]
fn array_ends([first, .., last]: [u8; 4]) -> u8 {
    first + last
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
fn dereferenced(&a: &u8, &(b, ref c): &(u8, u8)) -> u8 {
    a + b + *c
}

#[chain_step]
fn bound_whole(pair @ (a, _): (u8, u8), all @ [..]: &[u8], whole @ _: Noisy) -> u8 {
    whole.touch();
    pair.1 + a + all.iter().sum::<u8>()
}

#[chain_step]
fn alternatives((Ok(a) | Err(a)): Result<u8, u8>, (Ok(b) | Err(b)): Result<u8, u8>) -> u8 {
    a + b
}

#[chain_step]
fn infallible(Ok(a): Result<Noisy, Infallible>, (): ()) -> Noisy {
    a.touch();
    a
}

#[chain_step]
fn made_by_a_macro(pair!(a, _): (Noisy, Noisy)) -> Noisy {
    a.touch();
    a
}

#[llm_span(
    system = "openai", model = a.name, usage = none,
    attributes("app.b" = b.name, "app.c" = c.name, "app.z" = z.name, "app.d" = d)
)]
fn said(
    z: Noisy,
    (a, ref mut b): (Noisy, Noisy),
    Wrapped(c): Wrapped<Noisy>,
    [d, _]: [u8; 2],
) -> Noisy {
    c.touch();
    b.touch();
    z.touch();
    if d == 0 {
        return c;
    }
    a
}

#[chain_step]
fn raw(r#type: Noisy, r#match: u8) -> u8 {
    r#type.touch();
    r#match
}

#[chain_step]
async fn async_tuple((a, _): (Noisy, Noisy), c: Noisy) -> Noisy {
    a.log().pause("one").await;
    c
}

#[chain_step]
async fn async_fields(Request { second, count, .. }: Request, z: Noisy) -> (Noisy, u8) {
    z.log().pause("one").await;
    (second, count)
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

#[llm_span(
    system = "openai", model = a.name, usage = none,
    attributes("app.b" = b.name, "app.c" = c.name, "app.z" = z.name, "app.d" = d)
)]
async fn async_said(
    z: Noisy,
    (a, ref mut b): (Noisy, Noisy),
    Wrapped(c): Wrapped<Noisy>,
    [d, _]: [u8; 2],
) -> Noisy {
    c.log().pause("one").await;
    b.touch();
    z.touch();
    if d == 0 {
        return c;
    }
    a
}
