//! Opaque types inside of other types, of closures, and of futures with further bounds. Closures that an `async fn`
//! returns annotate their parameters: an annotation cannot forward the expected types of `impl Fn(…)` into a future.

use futures::future::{FusedFuture, FutureExt};

use super::{chain_step, llm_span};
use crate::case::{Case, future, sync};
use crate::log::Noisy;

pub(crate) const CASES: &[Case] = &[
    sync("closure_of_references", &["closure_of_references"], |log| {
        log.returned(closure_of_references(log.noisy("a"))("text"))
    }),
    sync("closure_of_unnamed_type", &["chat m"], |log| {
        log.returned(closure_of_unnamed_type(log.noisy("a"))("text".to_owned()))
    }),
    sync("closure_by_signature", &["closure_by_signature"], |log| {
        log.returned(closure_by_signature(log.noisy("a"), 3)("text"))
    }),
    sync(
        "closure_by_signature_after_statements",
        &["closure_by_signature_after_statements"; 2],
        |log| {
            log.returned([3, 0].map(|count| {
                let parts = (log.noisy("a"), log.noisy("b"));
                closure_by_signature_after_statements(parts, count)("text")
            }))
        },
    ),
    sync(
        "closure_of_a_reference",
        &["closure_of_a_reference"],
        |log| log.returned(closure_of_a_reference(&log.noisy("a"))("text")),
    ),
    sync(
        "closure_by_supertrait",
        &["closure_by_supertrait"; 2],
        |log| {
            log.returned(
                ["", "text"].map(|text| closure_by_supertrait(log.noisy("a"), text)("text")),
            )
        },
    ),
    sync(
        "closure_by_supertrait_returned",
        &["closure_by_supertrait_returned"],
        |log| log.returned(closure_by_supertrait_returned(log.noisy("a"))("text")),
    ),
    sync("closure_in_a_tuple", &["closure_in_a_tuple"], |log| {
        let (length, a) = closure_in_a_tuple(log.noisy("a"), log.noisy("b"));
        let length = length("text");
        log.returned((length, a))
    }),
    sync("nested_closures", &["nested_closures"], |log| {
        log.returned(nested_closures(log.noisy("a"))(1)(2))
    }),
    sync("array_of_opaque", &["array_of_opaque"], |log| {
        log.returned(array_of_opaque(log.noisy("a")).len())
    }),
    sync("reference_to_opaque", &["reference_to_opaque"], |log| {
        let a = log.noisy("a");
        log.returned(format!("{:?}", reference_to_opaque(&a)))
    }),
    future(
        "async_closure_of_references",
        &["async_closure_of_references"],
        |log| {
            let form = async_closure_of_references(log.noisy("a"));
            Box::pin(async move { log.clone().awaited(async { form.await("text") }).await })
        },
    ),
    future("fused", &["fused"], |log| {
        let form = fused(log.noisy("a"));
        assert!(!form.is_terminated());
        Box::pin(log.awaited(form))
    }),
    sync("empty_collection", &["empty_collection"], |log| {
        log.returned(empty_collection(log.noisy("a")).into_iter().count())
    }),
];

#[chain_step]
fn closure_of_references(a: Noisy) -> impl Fn(&str) -> usize {
    move |text: &str| {
        a.touch();
        text.len()
    }
}

#[chain_step(attributes("app.count" = count))]
fn closure_by_signature(a: Noisy, count: usize) -> impl Fn(&str) -> usize + Clone {
    move |text| text.len() + a.name.len() + count
}

#[chain_step(attributes("app.name" = a.name))]
fn closure_by_signature_after_statements(
    (a, b): (Noisy, Noisy),
    count: usize,
) -> impl FnOnce(&str) -> usize {
    const NONE: usize = 0;
    b.touch();
    if count == NONE {
        panic!("nothing to count");
    }
    move |text| {
        a.touch();
        text.len() + count
    }
}

#[chain_step]
fn closure_of_a_reference(a: &Noisy) -> impl Fn(&str) -> usize {
    a.touch();
    let length = a.name.len();
    move |text| text.len() + length
}

trait Measure: Fn(&str) -> usize {}

impl<M: Fn(&str) -> usize> Measure for M {}

#[chain_step]
fn closure_by_supertrait(a: Noisy, name: &str) -> impl Measure {
    let is_named = !name.is_empty();
    a.touch();
    move |text| text.len() + if is_named { a.name.len() } else { 0 }
}

#[chain_step]
#[expect(clippy::needless_return, reason = "it is the form")]
fn closure_by_supertrait_returned(a: Noisy) -> impl Measure {
    return move |text| {
        a.touch();
        text.len()
    };
}

#[chain_step]
fn closure_in_a_tuple(a: Noisy, b: Noisy) -> (impl Fn(&str) -> usize, Noisy) {
    a.touch();
    (move |text| text.len() + b.name.len(), a)
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn closure_of_unnamed_type(a: Noisy) -> impl Fn(String) -> usize {
    move |text: String| text.len() + a.name.len()
}

#[chain_step]
fn nested_closures(a: Noisy) -> impl FnOnce(u8) -> Box<dyn FnOnce(u8) -> (Noisy, u8)> {
    move |first| -> Box<dyn FnOnce(u8) -> (Noisy, u8)> {
        Box::new(move |second| (a, first + second))
    }
}

#[chain_step]
fn array_of_opaque(a: Noisy) -> [impl std::fmt::Debug; 2] {
    let b = a.log().noisy("b");
    [a, b]
}

#[chain_step]
fn reference_to_opaque(a: &Noisy) -> &impl std::fmt::Debug {
    a
}

#[chain_step]
async fn async_closure_of_references(a: Noisy) -> impl Fn(&str) -> usize {
    a.log().pause("one").await;
    move |text: &str| {
        a.touch();
        text.len()
    }
}

#[chain_step]
fn fused(a: Noisy) -> impl Future<Output = Noisy> + FusedFuture {
    async move {
        a.log().pause("one").await;
        a
    }
    .fuse()
}

#[chain_step]
fn empty_collection(a: Noisy) -> impl IntoIterator<Item = u8> {
    a.touch();
    None
}
