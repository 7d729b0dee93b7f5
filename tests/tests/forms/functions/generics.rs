//! Type parameters, constant parameters, and opaque types.

use std::fmt::{Debug, Display};

use super::{chain_step, llm_span};
use crate::case::{Case, future, sync};
use crate::log::Noisy;

pub(crate) const CASES: &[Case] = &[
    sync("generic", &["generic"; 2], |log| {
        log.returned((generic(log.noisy("a")), generic::<u8>(7)))
    }),
    sync("constant", &["constant"], |log| {
        log.returned(constant::<3, _>(log.noisy("a")))
    }),
    sync("array", &["array"], |log| {
        log.returned(array([log.noisy("a"), log.noisy("b")]))
    }),
    sync("opaque_argument", &["opaque_argument"], |log| {
        log.returned(opaque_argument(log.noisy("a"), &"text", |a| a.touch()))
    }),
    sync("opaque_result", &["opaque_result"], |log| {
        log.returned(opaque_result(log.noisy("a"), log.noisy("b")))
    }),
    sync("opaque_inside", &["opaque_inside"; 2], |log| {
        let [some, none] = [true, false].map(|some| opaque_inside(log.noisy("a"), some));
        log.returned((some.map(Iterator::count), none.map(Iterator::count)))
    }),
    sync("opaque_pair", &["opaque_pair"], |log| {
        let (first, second) = opaque_pair(log.noisy("a"), log.noisy("b"));
        log.returned((first(2), second))
    }),
    sync("bounded", &["bounded"], |log| {
        log.returned(bounded(log.noisy("a"), &[1, 2]))
    }),
    sync("defaulted", &["defaulted"], |log| {
        log.returned(defaulted::<u8>(log.noisy("a")))
    }),
    sync("unsized_argument", &["unsized_argument"; 2], |log| {
        log.returned((unsized_argument("text"), unsized_argument(&[1, 2][..])))
    }),
    sync("integer_by_signature", &["integer_by_signature"], |log| {
        log.returned(
            integer_by_signature(log.noisy("a"))
                .map(|n| n.leading_zeros())
                .sum::<u32>(),
        )
    }),
    sync("generic_method", &["generic_method"], |log| {
        log.returned(Holder(log.noisy("a")).generic_method(7_u8, "text"))
    }),
    sync("operations_on_generic", &["chat m"], |log| {
        log.returned(operations_on_generic("m", log.noisy("a")))
    }),
    future("async_generic", &["async_generic"], |log| {
        let form = async_generic::<_, u16>(log.noisy("a"), &7);
        Box::pin(log.awaited(form))
    }),
    future("async_constant", &["async_constant"], |log| {
        let form = async_constant([log.noisy("a"), log.noisy("b")]);
        Box::pin(log.awaited(form))
    }),
    future("async_opaque", &["async_opaque"], |log| {
        let form = async_opaque(log.noisy("a"), |a: Noisy| async move {
            a.log().pause("inside").await;
            a
        });
        Box::pin(log.awaited(form))
    }),
    future("async_opaque_result", &["async_opaque_result"], |log| {
        Box::pin(async move {
            let text = log.noisy("a");
            let form = async_opaque_result(&text);
            log.clone().awaited(async { form.await.count() }).await
        })
    }),
    future("async_operations_on_generic", &["chat m"], |log| {
        let form = async_operations_on_generic("m".to_owned(), log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
];

#[chain_step]
fn generic<T>(value: T) -> T {
    value
}

#[chain_step]
fn constant<const N: usize, T: Debug>(value: T) -> [String; N] {
    std::array::from_fn(|index| format!("{value:?}{index}"))
}

#[chain_step]
fn array<T, const N: usize>(values: [T; N]) -> [Option<T>; N] {
    values.map(Some)
}

#[chain_step]
fn opaque_argument(a: impl Debug, b: &impl Display, f: impl Fn(&Noisy)) -> String {
    let _ = f;
    format!("{a:?}{b}")
}

#[chain_step]
fn opaque_result(a: Noisy, b: impl Debug) -> impl Debug {
    a.touch();
    (a, b)
}

#[chain_step]
fn opaque_inside(a: Noisy, some: bool) -> Option<impl Iterator<Item = Noisy>> {
    if !some {
        return None;
    }
    Some(std::iter::once(a))
}

#[chain_step]
fn opaque_pair(a: Noisy, b: Noisy) -> (impl Fn(u8) -> u8, impl Debug + use<>) {
    a.touch();
    (|n: u8| n * 2, b)
}

#[chain_step]
fn bounded<'a, T, I>(a: Noisy, items: I) -> (Noisy, Vec<T>)
where
    I: IntoIterator<Item = &'a T>,
    T: Clone + Debug + 'a,
    for<'b> &'b T: Debug,
{
    a.touch();
    (a, items.into_iter().cloned().collect())
}

#[chain_step]
fn defaulted<T>(a: Noisy) -> (T, u16)
where
    T: Default,
{
    a.touch();
    Default::default()
}

#[chain_step]
fn unsized_argument<T: ?Sized>(value: &T) -> usize {
    size_of_val(value)
}

#[chain_step]
fn integer_by_signature(a: Noisy) -> impl Iterator<Item = u64> {
    a.touch();
    0..3
}

struct Holder<T>(T);

impl<T: Debug> Holder<T> {
    #[chain_step]
    fn generic_method<U, V: ?Sized + Debug>(self, value: U, other: &V) -> (T, U, String)
    where
        U: Debug,
    {
        (self.0, value, format!("{other:?}"))
    }
}

#[llm_span(system = "openai", model = model.as_ref(), usage = none)]
fn operations_on_generic<M: AsRef<str> + Display, T>(model: M, value: T) -> (M, T) {
    (model, value)
}

#[chain_step]
async fn async_generic<T: Debug, U>(a: Noisy, value: &T) -> (String, Option<U>)
where
    U: From<u8> + Debug,
    (T, U): Sized,
{
    a.log().pause("one").await;
    (format!("{value:?}"), Some(7_u8.into()))
}

#[chain_step]
async fn async_constant<const N: usize>(values: [Noisy; N]) -> usize {
    for value in &values {
        value.log().pause("one").await;
    }
    N
}

#[chain_step]
async fn async_opaque<Fut>(a: Noisy, f: impl FnOnce(Noisy) -> Fut) -> impl Debug
where
    Fut: Future<Output: Debug>,
{
    f(a).await
}

#[chain_step]
async fn async_opaque_result(text: &Noisy) -> impl Iterator<Item = char> {
    text.log().pause("one").await;
    text.name.chars()
}

#[llm_span(system = "openai", model = model.as_ref(), usage = none)]
async fn async_operations_on_generic<M: AsRef<str> + Display, T: Debug>(
    model: M,
    value: T,
) -> (M, T) {
    (model, value)
}
