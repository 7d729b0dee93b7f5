//! The drop order of parameters, locals, and temporaries of the tail expression.

use std::cell::RefCell;
use std::sync::Mutex;

use super::{chain_step, llm_span};
use crate::case::{Case, future, sync};
use crate::log::{Log, Noisy};

pub(crate) const CASES: &[Case] = &[
    sync("parameters", &["parameters"], |log| {
        log.returned(parameters(log.noisy("a"), log.noisy("b"), log.noisy("c")))
    }),
    sync("moved_parameters", &["moved_parameters"], |log| {
        log.returned(moved_parameters(log.noisy("a"), log.noisy("b")))
    }),
    sync("partly_moved", &["partly_moved"], |log| {
        log.returned(partly_moved((log.noisy("a"), log.noisy("b"))))
    }),
    sync("unused", &["unused"], |log| {
        log.returned(unused(log.noisy("a"), log.noisy("b"), log.noisy("c")))
    }),
    sync("borrowing_tail", &["borrowing_tail"], |log| {
        log.returned(borrowing_tail(log.noisy("a")))
    }),
    sync("guard_in_tail", &["guard_in_tail"], |log| {
        log.returned(guard_in_tail(&Mutex::new(7), log))
    }),
    sync("temporary_in_tail", &["temporary_in_tail"], |log| {
        log.returned(temporary_in_tail(log.noisy("a")))
    }),
    sync("match_in_tail", &["chat m"], |log| {
        log.returned(match_in_tail(log.noisy("a")))
    }),
    sync("if_let_in_tail", &["if_let_in_tail"], |log| {
        log.returned(if_let_in_tail(log.noisy("a")))
    }),
    sync("reassigned", &["reassigned"], |log| {
        log.returned(reassigned(log.noisy("a")))
    }),
    sync("shadowed_locals", &["shadowed_locals"], |log| {
        log.returned(shadowed_locals(log.noisy("a")))
    }),
    sync("captured_by_move", &["captured_by_move"], |log| {
        log.returned(captured_by_move(log.noisy("a"), log.noisy("b"))().name)
    }),
    sync("extended_temporary", &["extended_temporary"], |log| {
        log.returned(extended_temporary(log))
    }),
    future("async_parameters", &["async_parameters"], |log| {
        let form = async_parameters(log.noisy("a"), log.noisy("b"), log.noisy("c"));
        Box::pin(log.awaited(form))
    }),
    future("async_unused", &["async_unused"], |log| {
        let form = async_unused(log.noisy("a"), log.noisy("b"), log.noisy("c"));
        Box::pin(log.awaited(form))
    }),
    future("async_borrowing_tail", &["chat m"], |log| {
        let form = async_borrowing_tail(log.noisy("a"), log.noisy("b"));
        Box::pin(log.awaited(form))
    }),
    future(
        "async_temporary_over_await",
        &["async_temporary_over_await"],
        |log| {
            let form = async_temporary_over_await(log.noisy("a"));
            Box::pin(log.awaited(form))
        },
    ),
    future("async_mentioned", &["chat a"], |log| {
        let form = async_mentioned(log.noisy("z"), log.noisy("a"), log.noisy("b"));
        Box::pin(log.awaited(form))
    }),
    sync("mentioned", &["chat a"], |log| {
        log.returned(mentioned(log.noisy("z"), log.noisy("a"), log.noisy("b")))
    }),
];

#[chain_step]
fn parameters(a: Noisy, b: Noisy, c: Noisy) -> &'static str {
    let first = a.log().noisy("first local");
    let _second = a.log().noisy("second local");
    a.touch();
    b.touch();
    c.touch();
    first.name
}

#[chain_step]
fn moved_parameters(a: Noisy, b: Noisy) -> Noisy {
    b.touch();
    drop(b);
    a.touch();
    a
}

#[chain_step]
fn partly_moved(pair: (Noisy, Noisy)) -> Noisy {
    let second = pair.1;
    second.touch();
    second
}

#[chain_step]
#[allow(unused_variables, reason = "a form as users write it")]
fn unused(a: Noisy, _b: Noisy, _: Noisy) {
    let local = a.log().noisy("local");
}

struct View<'a>(&'a Noisy, Noisy);

impl View<'_> {
    fn name(&self) -> &'static str {
        self.0.touch();
        self.1.name
    }
}

#[chain_step]
fn borrowing_tail(a: Noisy) -> &'static str {
    let local = a.log().noisy("local");
    View(&local, a.log().noisy("temporary")).name()
}

#[chain_step]
fn guard_in_tail(shared: &Mutex<u8>, log: &Log) -> u8 {
    let local = RefCell::new(log.noisy("cell"));
    local.borrow_mut().touch();
    *shared.lock().unwrap_or_else(|poisoned| {
        log.step("poisoned");
        poisoned.into_inner()
    })
}

fn pass(value: &Noisy) -> &'static str {
    value.touch();
    value.name
}

#[chain_step]
fn temporary_in_tail(a: Noisy) -> &'static str {
    let _local = a.log().noisy("local");
    pass(&a.log().noisy("temporary"))
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn match_in_tail(a: Noisy) -> Option<&'static str> {
    let _local = a.log().noisy("local");
    match &a.log().noisy("scrutinee") {
        value if value.name == "other" => None,
        value => Some(pass(value)),
    }
}

fn odd(value: &Noisy) -> Option<&'static str> {
    value.touch();
    None
}

#[chain_step]
fn if_let_in_tail(a: Noisy) -> &'static str {
    let _local = a.log().noisy("local");
    if let Some(name) = odd(&a.log().noisy("scrutinee")) {
        name
    } else {
        a.log().step("else");
        "else"
    }
}

#[chain_step]
fn reassigned(mut a: Noisy) -> Noisy {
    a = a.log().noisy("second");
    a.touch();
    a = a.log().noisy("third");
    a
}

#[chain_step]
fn shadowed_locals(a: Noisy) -> &'static str {
    let a = a.log().noisy("second");
    let a = a.log().noisy("third");
    a.touch();
    a.name
}

#[chain_step]
fn captured_by_move(a: Noisy, b: Noisy) -> impl FnOnce() -> Noisy {
    b.touch();
    move || {
        a.touch();
        a
    }
}

#[chain_step]
fn extended_temporary(log: &Log) -> &'static str {
    let kept = &log.noisy("kept");
    let pair = (&log.noisy("left"), &log.noisy("right"));
    kept.touch();
    pair.0.touch();
    pair.1.name
}

#[chain_step]
async fn async_parameters(a: Noisy, b: Noisy, c: Noisy) -> &'static str {
    let first = a.log().noisy("first local");
    a.log().pause("one").await;
    let _second = a.log().noisy("second local");
    b.log().pause("two").await;
    c.touch();
    first.name
}

#[chain_step]
#[allow(unused_variables, reason = "a form as users write it")]
async fn async_unused(a: Noisy, _b: Noisy, _: Noisy) {
    let local = a.log().noisy("local");
    a.log().pause("one").await;
}

#[llm_span(system = "openai", model = "m", usage = none)]
async fn async_borrowing_tail(a: Noisy, b: Noisy) -> &'static str {
    let local = a.log().noisy("local");
    b.log().pause("one").await;
    View(&local, a.log().noisy("temporary")).name()
}

async fn later(value: &Noisy) -> &'static str {
    value.log().pause("later").await;
    value.name
}

#[chain_step]
async fn async_temporary_over_await(a: Noisy) -> &'static str {
    let _local = a.log().noisy("local");
    later(&a.log().noisy("temporary")).await
}

#[llm_span(
    system = "openai", model = a.name, usage = none,
    attributes("app.b" = b.name, "app.z" = z.name)
)]
async fn async_mentioned(z: Noisy, a: Noisy, b: Noisy) {
    b.touch();
    a.log().pause("one").await;
    z.touch();
}

#[llm_span(
    system = "openai", model = a.name, usage = none,
    attributes("app.b" = b.name, "app.z" = z.name)
)]
fn mentioned(z: Noisy, a: Noisy, b: Noisy) {
    b.touch();
    a.touch();
    z.touch();
}
