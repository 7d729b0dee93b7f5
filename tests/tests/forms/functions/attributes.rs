//! Other attributes and documentation, on functions and on their parameters.

use super::{chain_step, llm_span};
use crate::case::{Case, future, sync};
use crate::log::{Log, Noisy};

pub(crate) const CASES: &[Case] = &[
    sync("documented", &["documented"], |log| {
        log.returned(documented(log.noisy("a")))
    }),
    sync("inlined", &["inlined", "never_inlined"], |log| {
        log.returned((inlined(log.noisy("a")), never_inlined(log.noisy("b"))))
    }),
    sync("must_use", &["chat m"], |log| {
        log.returned(must_use(log.noisy("a")))
    }),
    sync("deprecated", &["deprecated"], |log| {
        #[allow(deprecated, reason = "it is the form")]
        log.returned(deprecated(log.noisy("a")))
    }),
    sync("cold", &["cold"], |log| log.returned(cold(log.noisy("a")))),
    sync("conditional", &["conditional"], |log| {
        log.returned(conditional(log.noisy("a")))
    }),
    sync("conditional_annotation", &["chat m"], |log| {
        log.returned(conditional_annotation(log.noisy("a")))
    }),
    sync("expected", &["expected"], |log| {
        log.returned(expected(log.noisy("a"), 1))
    }),
    sync("below", &["below"], |log| {
        log.returned(below(log.noisy("a")))
    }),
    sync("traced_above", &["traced_above"], |log| {
        log.returned(traced_above(log.noisy("a")))
    }),
    sync("traced_below", &["traced_below"], |log| {
        log.returned(traced_below(log.noisy("a")))
    }),
    sync("line", &["line"], |log| log.returned(line(log))),
    future("async_documented", &["async_documented"], |log| {
        let form = async_documented(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
    future("async_must_use", &["async_must_use"], |log| {
        let form = async_must_use(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
    future("async_expected", &["async_expected"], |log| {
        let form = async_expected(log.noisy("a"), 1);
        Box::pin(log.awaited(form))
    }),
    future("async_traced_above", &["async_traced_above"], |log| {
        let form = async_traced_above(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
    future("async_traced_below", &["async_traced_below"], |log| {
        let form = async_traced_below(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
    sync("tokio_main", &["tokio_main"], |log| {
        log.returned(tokio_main(log.noisy("a")))
    }),
];

/// Documented.
///
/// # Examples
#[doc = "More"]
#[chain_step]
/// Below.
#[doc(alias = "other")]
fn documented(a: Noisy) -> Noisy {
    a
}

#[inline]
#[chain_step]
fn inlined(a: Noisy) -> Noisy {
    a
}

#[chain_step]
#[inline(never)]
fn never_inlined(a: Noisy) -> Noisy {
    a
}

#[must_use = "it is the form"]
#[llm_span(system = "openai", model = "m", usage = none)]
fn must_use(a: Noisy) -> Noisy {
    a
}

#[deprecated(note = "it is the form")]
#[chain_step]
fn deprecated(a: Noisy) -> Noisy {
    a
}

#[chain_step]
#[cold]
#[cfg(test)]
fn cold(a: Noisy) -> Noisy {
    a
}

#[cfg_attr(test, chain_step)]
#[cfg_attr(not(test), no_such_attribute)]
fn conditional(a: Noisy) -> Noisy {
    a
}

#[cfg_attr(test, llm_span(system = "openai", model = "m", usage = none))]
#[cfg_attr(test, inline)]
fn conditional_annotation(a: Noisy) -> Noisy {
    #[cfg(not(test))]
    no_such_function();
    a
}

#[chain_step]
#[expect(unused_variables, reason = "it is the form")]
fn expected(a: Noisy, unused: u8) -> Noisy {
    a
}

#[chain_step]
#[allow(
    clippy::let_and_return,
    reason = "it is the form"
)]
#[rustfmt::skip]
fn below(a: Noisy) -> Noisy {
    let b = a;
    b
}

#[tracing::instrument(skip(a))]
#[chain_step]
fn traced_above(a: Noisy) -> Noisy {
    a.touch();
    a
}

#[chain_step]
#[tracing::instrument(skip_all)]
fn traced_below(a: Noisy) -> Noisy {
    a.touch();
    a
}

#[chain_step]
fn line(log: &Log) -> (u32, u32, &'static str, &'static str) {
    log.step("body");
    (line!(), column!(), file!(), stringify!(a b))
}

/// Documented.
#[inline]
#[chain_step]
#[allow(clippy::let_and_return, reason = "it is the form")]
async fn async_documented(a: Noisy) -> Noisy {
    a.log().pause("one").await;
    let b = a;
    b
}

#[must_use = "it is the form"]
#[chain_step]
async fn async_must_use(a: Noisy) -> Noisy {
    a.log().pause("one").await;
    a
}

#[chain_step]
#[expect(unused_variables, reason = "it is the form")]
async fn async_expected(a: Noisy, unused: u8) -> Noisy {
    a.log().pause("one").await;
    a
}

#[tracing::instrument(skip(a))]
#[chain_step]
async fn async_traced_above(a: Noisy) -> Noisy {
    a.log().pause("one").await;
    a
}

#[chain_step]
#[tracing::instrument(skip_all)]
async fn async_traced_below(a: Noisy) -> Noisy {
    a.log().pause("one").await;
    a
}

#[tokio::main(flavor = "current_thread")]
#[chain_step]
async fn tokio_main(a: Noisy) -> Noisy {
    a.log().pause("one").await;
    a
}
