//! Ways in which a body ends.

use super::{chain_step, llm_span};
use crate::case::{Case, future, sync};
use crate::log::{Log, Noisy};

pub(crate) const CASES: &[Case] = &[
    sync("nothing", &["nothing"], |log| log.returned(nothing())),
    sync("unit", &["unit"], |log| log.returned(unit(log.noisy("a")))),
    sync("plain_value", &["chat m"], |log| {
        log.returned(plain_value(log.noisy("a"), log.noisy("b")))
    }),
    sync("early_return", &["early_return"; 3], |log| {
        log.returned([0, 1, 2].map(|way| early_return(log, way)))
    }),
    sync("question_mark", &["question_mark"; 2], |log| {
        log.returned(["7", "x"].map(|text| question_mark(log, text)))
    }),
    sync(
        "question_mark_on_option",
        &["question_mark_on_option"; 2],
        |log| log.returned([&[1_u8, 2][..], &[]].map(|items| question_mark_on_option(log, items))),
    ),
    sync("converted_error", &["chat m"; 2], |log| {
        log.returned(["7", "x"].map(|text| converted_error(log, text).map_err(|e| e.to_string())))
    }),
    sync("labelled", &["labelled"; 2], |log| {
        log.returned([3, 9].map(|limit| labelled(log, limit)))
    }),
    sync("let_else", &["let_else"; 2], |log| {
        log.returned([Some(log.noisy("some")), None].map(|value| let_else(log, value)))
    }),
    sync("loop_value", &["loop_value"], |log| {
        log.returned(loop_value(log))
    }),
    sync("returning_loop", &["returning_loop"], |log| {
        log.returned(returning_loop(log.noisy("a")))
    }),
    sync("return_as_tail", &["return_as_tail"], |log| {
        log.returned(return_as_tail(log.noisy("a")))
    }),
    future("async_early_return", &["async_early_return"; 3], |log| {
        Box::pin(async move {
            let mut texts = String::new();
            for way in 0..3 {
                texts += &log.clone().awaited(async_early_return(&log, way)).await;
            }
            texts
        })
    }),
    future("async_question_mark", &["chat m"; 2], |log| {
        Box::pin(async move {
            let mut texts = String::new();
            for text in ["7", "x"] {
                texts += &log.clone().awaited(async_question_mark(&log, text)).await;
            }
            texts
        })
    }),
    future("async_labelled", &["async_labelled"], |log| {
        Box::pin(async move { log.clone().awaited(async_labelled(&log)).await })
    }),
    future("async_let_else", &["async_let_else"], |log| {
        let form = async_let_else(log.clone(), None);
        Box::pin(log.awaited(form))
    }),
    future("async_loop", &["async_loop"], |log| {
        let form = async_loop(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
];

#[chain_step]
fn nothing() {}

#[chain_step]
fn unit(a: Noisy) -> () {
    a.touch();
    ()
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn plain_value(a: Noisy, b: Noisy) -> &'static str {
    let local = a.log().noisy("local");
    a.touch();
    local.touch();
    b.name
}

#[chain_step]
fn early_return(log: &Log, way: u8) -> Noisy {
    let first = log.noisy("first");
    if way == 0 {
        return first;
    }
    log.step("between");
    let second = log.noisy("second");
    if way == 1 {
        return second;
    }
    log.step("end");
    log.noisy("third")
}

#[chain_step]
fn question_mark(log: &Log, text: &str) -> Result<u8, std::num::ParseIntError> {
    let _guard = log.noisy("guard");
    let number: u8 = text.parse()?;
    log.step("parsed");
    Ok(number)
}

#[chain_step]
fn question_mark_on_option(log: &Log, items: &[u8]) -> Option<u8> {
    let _guard = log.noisy("guard");
    let first = items.first()?;
    log.step("found");
    Some(*first)
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn converted_error(log: &Log, text: &str) -> Result<u8, Box<dyn std::error::Error + Send + Sync>> {
    let _guard = log.noisy("guard");
    if text.is_empty() {
        return Err("empty".into());
    }
    let number = text.parse::<u8>()?;
    log.step("parsed");
    Ok(number)
}

#[chain_step]
fn labelled(log: &Log, limit: u8) -> u8 {
    let found = 'found: {
        for number in 0..5 {
            let _guard = log.noisy("iteration");
            log.step("look");
            if number == limit {
                break 'found number;
            }
        }
        100
    };
    'outer: loop {
        let _outer = log.noisy("outer");
        loop {
            let _inner = log.noisy("inner");
            break 'outer;
        }
    }
    found
}

#[chain_step]
fn let_else(log: &Log, value: Option<Noisy>) -> Result<Noisy, &'static str> {
    let Some(value) = value else {
        log.step("none");
        return Err("none");
    };
    value.touch();
    Ok(value)
}

#[chain_step]
fn loop_value(log: &Log) -> u8 {
    let mut turn = 0;
    loop {
        turn += 1;
        log.step("turn");
        if turn == 3 {
            break turn;
        }
    }
}

#[chain_step]
fn returning_loop(a: Noisy) -> Noisy {
    loop {
        a.touch();
        return a;
    }
}

#[chain_step]
fn return_as_tail(a: Noisy) -> Noisy {
    return a;
}

#[chain_step]
async fn async_early_return(log: &Log, way: u8) -> Noisy {
    let first = log.noisy("first");
    if way == 0 {
        return first;
    }
    log.pause("between").await;
    let second = log.noisy("second");
    if way == 1 {
        return second;
    }
    log.pause("end").await;
    log.noisy("third")
}

#[llm_span(system = "openai", model = "m", usage = none)]
async fn async_question_mark(log: &Log, text: &str) -> Result<u8, Box<dyn std::error::Error>> {
    let _guard = log.noisy("guard");
    log.pause("call").await;
    let number = text.parse::<u8>()?;
    log.pause("parsed").await;
    Ok(number)
}

#[chain_step]
async fn async_labelled(log: &Log) -> u8 {
    'found: {
        for number in 0..5 {
            let _guard = log.noisy("iteration");
            log.pause("look").await;
            if number == 2 {
                break 'found number;
            }
        }
        100
    }
}

#[chain_step]
async fn async_let_else(log: Log, value: Option<Noisy>) -> Option<Noisy> {
    let Some(value) = value else {
        log.pause("none").await;
        return None;
    };
    log.pause("some").await;
    Some(value)
}

#[chain_step]
async fn async_loop(a: Noisy) -> Noisy {
    loop {
        a.log().pause("turn").await;
        return a;
    }
}
