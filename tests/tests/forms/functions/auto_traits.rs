//! Auto traits of futures and of returned values.

use std::cell::Cell;
use std::marker::PhantomData;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::rc::Rc;

use futures::future::ready;
use futures::stream::{BoxStream, Stream, StreamExt};

use super::{chain_step, llm_span};
use crate::case::{Case, sync};

/// Tells which auto traits `T` has: its inherent methods exist only with the trait, and take precedence over those of
/// [`Lacking`].
struct Of<T>(PhantomData<T>);

impl<T> Of<T> {
    fn value(_: &T) -> Self {
        Self(PhantomData)
    }
}

trait Lacking {
    fn send(&self) -> bool {
        false
    }
    fn sync(&self) -> bool {
        false
    }
    fn unpin(&self) -> bool {
        false
    }
    fn unwind_safe(&self) -> bool {
        false
    }
    fn ref_unwind_safe(&self) -> bool {
        false
    }
}

impl<T> Lacking for Of<T> {}

impl<T: Send> Of<T> {
    fn send(&self) -> bool {
        true
    }
}

impl<T: Sync> Of<T> {
    fn sync(&self) -> bool {
        true
    }
}

impl<T: Unpin> Of<T> {
    fn unpin(&self) -> bool {
        true
    }
}

impl<T: UnwindSafe> Of<T> {
    fn unwind_safe(&self) -> bool {
        true
    }
}

impl<T: RefUnwindSafe> Of<T> {
    fn ref_unwind_safe(&self) -> bool {
        true
    }
}

/// A macro, because in a generic function the traits of the type would be unknown.
macro_rules! of {
    ($value:expr) => {{
        let value = $value;
        let of = Of::value(&value);
        [
            of.send(),
            of.sync(),
            of.unpin(),
            of.unwind_safe(),
            of.ref_unwind_safe(),
        ]
    }};
}

pub(crate) const CASES: &[Case] = &[
    sync(
        "of_async_functions",
        &["chat m", "empty", "owning"],
        |log| {
            log.returned([
                of!(empty()),
                of!(owning(1, String::new())),
                of!(model_call("m")),
            ])
        },
    ),
    sync("of_not_send", &["by_cell", "counting", "holding"], |log| {
        let cell = Cell::new(1);
        log.returned([
            of!(counting(Rc::new(1))),
            of!(holding()),
            of!(by_cell(&cell)),
        ])
    }),
    sync("of_generic", &["generic"; 3], |log| {
        log.returned([
            of!(generic(1)),
            of!(generic(Rc::new(1))),
            of!(generic(Cell::new(1))),
        ])
    }),
    sync(
        "of_opaque",
        &["not_send", "opaque", "opaque_of_unpin"],
        |log| {
            log.returned([
                of!(opaque(1)),
                of!(opaque_of_unpin(1)),
                of!(not_send(Rc::new(1))),
            ])
        },
    ),
    sync("of_opaque_values", &["values"; 2], |log| {
        log.returned([of!(values(1)), of!(values(Rc::new(1)))])
    }),
    sync(
        "of_streams",
        &["boxed_stream", "stream", "stream", "stream_of_unpin"],
        |log| {
            log.returned([
                of!(stream(1)),
                of!(stream(Rc::new(1))),
                of!(stream_of_unpin(1)),
                of!(boxed_stream()),
            ])
        },
    ),
];

#[chain_step]
async fn empty() {}

#[chain_step]
async fn owning(number: u8, text: String) -> usize {
    ready(()).await;
    text.len() + usize::from(number)
}

#[llm_span(system = "openai", usage = none)]
async fn model_call(model: &str) -> usize {
    ready(()).await;
    model.len()
}

#[chain_step]
async fn counting(number: Rc<u8>) -> u8 {
    *number
}

#[chain_step]
async fn holding() -> u8 {
    let number = Rc::new(1);
    ready(()).await;
    *number
}

#[chain_step]
async fn by_cell(number: &Cell<u8>) -> u8 {
    ready(()).await;
    number.get()
}

#[chain_step]
async fn generic<T>(value: T) -> T {
    ready(()).await;
    value
}

#[chain_step]
fn opaque(number: u8) -> impl Future<Output = u8> {
    async move { number }
}

#[chain_step]
fn opaque_of_unpin(number: u8) -> impl Future<Output = u8> + Unpin {
    ready(number)
}

#[chain_step]
fn not_send(number: Rc<u8>) -> impl Future<Output = u8> {
    async move { *number }
}

#[chain_step]
fn values<T: Clone>(value: T) -> impl Iterator<Item = T> {
    std::iter::repeat_n(value, 2)
}

#[chain_step]
fn stream<T>(value: T) -> impl Stream<Item = T> {
    futures::stream::once(async move { value })
}

#[chain_step]
fn stream_of_unpin(number: u8) -> impl Stream<Item = u8> {
    futures::stream::iter([number])
}

#[chain_step]
fn boxed_stream() -> BoxStream<'static, u8> {
    futures::stream::iter([1]).boxed()
}
