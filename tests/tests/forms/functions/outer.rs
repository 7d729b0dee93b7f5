//! Attributes and items around a function and its parameters.

use std::panic::Location;

use super::{chain_step, llm_span};
use crate::case::{Case, future, sync};
use crate::log::{Log, Noisy};

pub(crate) const CASES: &[Case] = &[
    sync("tracked", &["tracked"], |log| {
        log.returned((tracked(log), line!()))
    }),
    sync("tracked_method", &["chat m"], |log| {
        log.returned((Own.tracked_method(log), line!()))
    }),
    sync(
        "conditional_parameters",
        &["conditional_parameters"],
        |log| log.returned(conditional_parameters(log.noisy("a"), 1)),
    ),
    sync("conditional_field", &["conditional_field"], |log| {
        let pair = Pair {
            kept: log.noisy("a"),
        };
        log.returned(conditional_field(pair, 1))
    }),
    sync("allowed_parameter", &["allowed_parameter"], |log| {
        log.returned(allowed_parameter(log.noisy("a"), 1, (2, 3)))
    }),
    sync("inner_attribute", &["inner_attribute"], |log| {
        log.returned(inner_attribute(log.noisy("a")))
    }),
    sync("forbidden", &["forbidden"], |log| {
        log.returned(forbidden::forbidden((log.noisy("a"), 1)))
    }),
    sync("tokio_main_below", &["tokio_main_below"], |log| {
        log.returned(tokio_main_below(log.noisy("a")))
    }),
    sync(
        "conditional_tokio_main_below",
        &["conditional_tokio_main_below"],
        |log| log.returned(conditional_tokio_main_below(log.noisy("a"))),
    ),
    sync("receiver_of_a_macro", &["first"], |log| {
        log.returned(Own.first(&log.noisy("a")).name)
    }),
    sync("constant_named_error", &["constant_named_error"], |log| {
        log.returned(constant::constant_named_error(log.noisy("a")))
    }),
    future("async_allowed", &["async_allowed"], |log| {
        let form = async_allowed(log.noisy("a"), 1);
        Box::pin(log.awaited(form))
    }),
];

struct Own;

#[chain_step]
#[track_caller]
fn tracked(log: &Log) -> u32 {
    log.step("body");
    Location::caller().line()
}

impl Own {
    #[track_caller]
    #[llm_span(system = "openai", model = "m", usage = none)]
    fn tracked_method(&self, log: &Log) -> u32 {
        log.step("body");
        Location::caller().line()
    }
}

#[chain_step]
fn conditional_parameters(
    a: Noisy,
    #[cfg(test)] number: u8,
    #[cfg(not(test))] absent: NoSuchType,
) -> (Noisy, u8) {
    (a, number)
}

#[chain_step]
fn allowed_parameter(
    a: Noisy,
    #[allow(unused_variables, reason = "it is the form")] unused: u8,
    #[allow(unused_variables, reason = "it is the form")] (first, second): (u8, u8),
) -> Noisy {
    a
}

#[chain_step]
async fn async_allowed(
    a: Noisy,
    #[allow(unused_variables, reason = "it is the form")] unused: u8,
) -> Noisy {
    a.log().pause("one").await;
    a
}

#[chain_step]
fn inner_attribute(a: Noisy) -> Noisy {
    #![allow(unused_variables, reason = "it is the form")]
    let unused = 1;
    a
}

mod forbidden {
    #![forbid(
        unused_imports,
        unused_variables,
        unused_mut,
        unreachable_code,
        clippy::used_underscore_binding,
        reason = "it is the form"
    )]

    use super::{Noisy, chain_step};

    #[chain_step(attributes("app.name" = a.name), result(|value| "app.result" = value.name))]
    pub(super) fn forbidden((a, _b): (Noisy, u8)) -> Result<Noisy, std::fmt::Error> {
        a.touch();
        Ok(a)
    }
}

#[chain_step]
#[tokio::main(flavor = "current_thread")]
async fn tokio_main_below(a: Noisy) -> Noisy {
    a.log().pause("one").await;
    a
}

#[chain_step]
#[cfg_attr(test, allow(dead_code), tokio::main(flavor = "current_thread"))]
async fn conditional_tokio_main_below(a: Noisy) -> Noisy {
    a.log().pause("one").await;
    a
}

macro_rules! methods {
    ($($name:ident($self:ident, $argument:ident) $body:block)+) => {
        impl Own {
            $(
                #[chain_step]
                fn $name<'a>(&$self, $argument: &'a Noisy) -> &'a Noisy $body
            )+
        }
    };
}
methods! {
    first(self, a) {
        let Self = self;
        a.touch();
        a
    }
}

mod constant {
    #![allow(non_upper_case_globals, reason = "it is the form")]

    use super::{Noisy, chain_step};

    const error: u8 = 4;

    #[chain_step]
    pub(super) fn constant_named_error(a: Noisy) -> Result<Noisy, u8> {
        if a.name.is_empty() {
            return Err(error);
        }
        Ok(a)
    }
}

struct Pair {
    kept: Noisy,
    #[cfg(not(test))]
    left_out: u8,
}

#[chain_step(attributes("app.count" = count))]
fn conditional_field(
    Pair {
        #[cfg(not(test))]
        left_out,
        kept,
    }: Pair,
    count: u8,
) -> (Noisy, u8) {
    kept.touch();
    (kept, count)
}
