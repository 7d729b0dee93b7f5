//! Bodies that never reach their end, or not on every path.

use std::convert::Infallible;

use super::{chain_step, llm_span};
use crate::case::{Case, future, sync};
use crate::log::{Log, Noisy};

pub(crate) const CASES: &[Case] = &[
    sync("panicking", &["panicking"], |log| {
        log.returned(panicking(log.noisy("a")))
    }),
    sync("panicking_unit", &["chat m"], |log| {
        panicking_unit(log.noisy("a"));
        log.returned(())
    }),
    sync("panicking_opaque", &["panicking_opaque"], |log| {
        log.returned(panicking_opaque(log.noisy("a")).count())
    }),
    sync("unreachable_tail", &["unreachable_tail"; 2], |log| {
        log.returned([1, 2].map(|way| unreachable_tail(log, way)))
    }),
    sync("loop_with_return", &["loop_with_return"], |log| {
        log.returned(loop_with_return(log))
    }),
    sync("infallible", &["infallible"], |log| {
        log.returned(infallible(log.noisy("a"), || panic!("in the closure")))
    }),
    sync("matched_never", &["matched_never"], |log| {
        log.returned(matched_never(Ok(log.noisy("a"))))
    }),
    sync("return_in_every_arm", &["return_in_every_arm"; 2], |log| {
        log.returned([true, false].map(|yes| return_in_every_arm(log, yes)))
    }),
    sync("resumed", &["resumed"], |log| {
        log.returned(resumed(log.noisy("a")))
    }),
    sync("payload_of_own", &["payload_of_own"], |log| {
        log.returned(payload_of_own(log))
    }),
    sync("caught", &["caught"], |log| {
        log.returned(caught(log.noisy("a")))
    }),
    future("async_panicking", &["async_panicking"], |log| {
        let form = async_panicking(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
    future("async_loop_with_return", &["chat m"], |log| {
        let form = async_loop_with_return(log.clone());
        Box::pin(log.awaited(form))
    }),
    future(
        "async_unreachable_tail",
        &["async_unreachable_tail"],
        |log| {
            let form = async_unreachable_tail(log.noisy("a"));
            Box::pin(log.awaited(form))
        },
    ),
    future("async_todo", &["async_todo"], |log| {
        let form = async_todo(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
];

#[chain_step]
fn panicking(a: Noisy) -> Noisy {
    let _local = a.log().noisy("local");
    panic!("{}", a.name)
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn panicking_unit(a: Noisy) {
    a.touch();
    panic!("unit")
}

#[chain_step]
#[allow(unreachable_code, reason = "it gives the type")]
fn panicking_opaque(a: Noisy) -> impl Iterator<Item = Noisy> {
    a.touch();
    panic!("opaque");
    std::iter::empty()
}

#[chain_step]
fn unreachable_tail(log: &Log, way: u8) -> Noisy {
    match way {
        1 => return log.noisy("first"),
        2 => return log.noisy("second"),
        _ => {}
    }
    unreachable!("there are two ways")
}

#[chain_step]
fn loop_with_return(log: &Log) -> u8 {
    let mut turn = 0;
    loop {
        log.step("turn");
        turn += 1;
        if turn == 3 {
            return turn;
        }
    }
}

#[chain_step]
#[allow(unreachable_code, reason = "the compiler says so of the match itself")]
fn infallible(a: Noisy, f: fn() -> Infallible) -> Noisy {
    a.touch();
    match f() {}
}

#[chain_step]
fn matched_never(value: Result<Noisy, Infallible>) -> Noisy {
    match value {
        Ok(value) => value,
        Err(never) => match never {},
    }
}

#[chain_step]
fn return_in_every_arm(log: &Log, yes: bool) -> Noisy {
    if yes {
        return log.noisy("yes");
    } else {
        return log.noisy("no");
    }
}

#[chain_step]
fn resumed(a: Noisy) -> u8 {
    a.touch();
    std::panic::resume_unwind(Box::new("resumed"))
}

#[chain_step]
fn payload_of_own(log: &Log) {
    struct Payload;
    let _guard = log.noisy("guard");
    std::panic::panic_any(Payload);
}

#[chain_step]
fn caught(a: Noisy) -> (Noisy, bool) {
    let caught = std::panic::catch_unwind(|| panic!("inside"));
    a.touch();
    (a, caught.is_err())
}

#[chain_step]
async fn async_panicking(a: Noisy) -> Noisy {
    let _local = a.log().noisy("local");
    a.log().pause("one").await;
    panic!("{}", a.name)
}

#[llm_span(system = "openai", model = "m", usage = none)]
async fn async_loop_with_return(log: Log) -> u8 {
    let mut turn = 0;
    loop {
        log.pause("turn").await;
        turn += 1;
        if turn == 3 {
            return turn;
        }
    }
}

#[chain_step]
async fn async_unreachable_tail(a: Noisy) -> Option<Noisy> {
    a.log().pause("one").await;
    if a.name == "a" {
        return Some(a);
    }
    unreachable!("there is one name")
}

#[chain_step]
async fn async_todo(a: Noisy) -> Result<Noisy, String> {
    a.log().pause("one").await;
    unimplemented!("later")
}
