//! Patterns in parameters.

use std::convert::Infallible;

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
    sync("dereferenced", &["dereferenced"], |log| {
        log.returned(dereferenced(&1, &(2, 3)))
    }),
    sync("alternatives", &["alternatives"; 2], |log| {
        log.returned([alternatives(Ok(1), Err(2)), alternatives(Err(3), Ok(4))])
    }),
    sync("infallible", &["infallible"], |log| {
        log.returned(infallible(Ok(log.noisy("a")), ()))
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
    future("async_tuple", &["async_tuple"], |log| {
        let (a, b) = (log.noisy("a"), log.noisy("b"));
        let form = async_tuple((a, b), log.noisy("c"));
        Box::pin(log.awaited(form))
    }),
    future("async_fields", &["async_fields"], |log| {
        let form = async_fields(request(&log), log.noisy("z"));
        Box::pin(log.awaited(form))
    }),
    future("async_said", &["chat a"], |log| {
        let (a, b) = (log.noisy("a"), log.noisy("b"));
        let form = async_said(log.noisy("z"), (a, b), Wrapped(log.noisy("c")), [1, 2]);
        Box::pin(log.awaited(form))
    }),
];

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
fn dereferenced(&a: &u8, &(b, ref c): &(u8, u8)) -> u8 {
    a + b + *c
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
async fn async_tuple((a, _): (Noisy, Noisy), c: Noisy) -> Noisy {
    a.log().pause("one").await;
    c
}

#[chain_step]
async fn async_fields(Request { second, count, .. }: Request, z: Noisy) -> (Noisy, u8) {
    z.log().pause("one").await;
    (second, count)
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
