//! Returned closures, references, iterators and trait objects.

use std::cell::{Ref, RefCell};
use std::fmt::{Debug, Display};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{chain_step, llm_span};
use crate::case::{Case, future, sync};
use crate::log::{Log, Noisy};

pub(crate) const CASES: &[Case] = &[
    sync("closure", &["closure"], |log| {
        let returned = closure(log.noisy("a"));
        log.returned((returned(1), returned(2)))
    }),
    sync("boxed_closure", &["boxed_closure"], |log| {
        let mut returned = boxed_closure(log.noisy("a"));
        log.returned((returned("x"), returned("y")))
    }),
    sync(
        "boxed_closure_of_references",
        &["boxed_closure_of_references"],
        |log| log.returned(boxed_closure_of_references(log.noisy("a"))("text")),
    ),
    sync("function_pointer", &["function_pointer"; 2], |log| {
        log.returned([true, false].map(|first| function_pointer(log, first)("text")))
    }),
    sync("part", &["part"], |log| {
        let mut pair = (log.noisy("a"), 1);
        *part(&mut pair) += 1;
        log.returned(pair)
    }),
    sync("slice", &["slice"], |log| {
        log.returned(slice(&[1, 2, 3], log))
    }),
    sync("conditional_part", &["conditional_part"; 2], |log| {
        let mut numbers = vec![1];
        *conditional_part(&mut numbers, 0) += 1;
        *conditional_part(&mut numbers, 5) += 1;
        log.returned(numbers)
    }),
    sync("iterator", &["iterator"], |log| {
        let texts = ["a", "b"].map(String::from);
        log.returned(iterator(&texts, log).collect::<Vec<_>>())
    }),
    sync("capturing", &["capturing"], |log| {
        let texts = ["a", "b"].map(String::from);
        let returned = capturing(&texts, &log.noisy("not captured"));
        log.returned(returned.collect::<Vec<_>>())
    }),
    sync("boxed_iterator", &["boxed_iterator"; 2], |log| {
        log.returned([2, 0].map(|count| boxed_iterator(log, count).collect::<Vec<_>>()))
    }),
    sync("lazy_iterator", &["lazy_iterator"], |log| {
        log.returned(lazy_iterator(log.noisy("a")).collect::<Vec<_>>())
    }),
    sync("object", &["object"; 2], |log| {
        log.returned([true, false].map(|early| object(log.noisy("a"), early)))
    }),
    sync("object_in_result", &["chat m"; 3], |log| {
        log.returned([0, 1, 2].map(|way| object_in_result(log, way).map_err(|e| e.to_string())))
    }),
    sync("reference_to_object", &["reference_to_object"; 2], |log| {
        log.returned([true, false].map(|early| reference_to_object(&1, &"text", early).to_string()))
    }),
    sync("coerced_slice", &["coerced_slice"; 2], |log| {
        log.returned([true, false].map(|early| coerced_slice(early).len()))
    }),
    sync("lock", &["lock"], |log| {
        let shared = Mutex::new(log.noisy("shared"));
        log.returned(lock(&shared).name)
    }),
    sync("borrowed_cell", &["borrowed_cell"], |log| {
        let cell = RefCell::new((log.noisy("a"), 1));
        log.returned(*borrowed_cell(&cell))
    }),
    sync("never_in_tail", &["never_in_tail"], |log| {
        log.returned(never_in_tail(log.noisy("a")))
    }),
    sync("constant_reference", &["constant_reference"], |log| {
        log.returned(constant_reference(log))
    }),
    future("async_object", &["async_object"], |log| {
        let form = async_object(log.noisy("a"), true);
        Box::pin(log.awaited(form))
    }),
    future("async_object_in_result", &["chat m"], |log| {
        let form = async_object_in_result(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
    future("async_closure", &["async_closure"], |log| {
        let form = async_closure(log.noisy("a"));
        Box::pin(async move { log.clone().awaited(async { form.await(1) }).await })
    }),
    future("async_part", &["async_part"], |log| {
        Box::pin(async move {
            let mut pair = (log.noisy("a"), 1);
            let text = log.clone().awaited(async_part(&mut pair)).await;
            text + &log.returned(pair)
        })
    }),
    future("async_coerced", &["async_coerced"], |log| {
        let form = async_coerced(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
];

#[chain_step]
fn closure(a: Noisy) -> impl Fn(u8) -> u8 {
    move |number| {
        a.touch();
        number + 1
    }
}

#[chain_step]
fn boxed_closure(a: Noisy) -> Box<dyn FnMut(&str) -> String> {
    let mut calls = 0;
    Box::new(move |text| {
        calls += 1;
        format!("{text}{calls}{a:?}")
    })
}

#[chain_step]
fn boxed_closure_of_references(a: Noisy) -> Box<dyn for<'a> Fn(&'a str) -> &'a str> {
    Box::new(move |text| {
        a.touch();
        &text[1..]
    })
}

#[chain_step]
fn function_pointer(log: &Log, first: bool) -> fn(&str) -> &str {
    fn head(text: &str) -> &str {
        &text[..1]
    }
    if first {
        return head;
    }
    log.step("second");
    |text| &text[1..]
}

#[chain_step]
fn part(pair: &mut (Noisy, u8)) -> &mut u8 {
    pair.0.touch();
    &mut pair.1
}

#[chain_step]
fn slice<'a>(numbers: &'a [u8], log: &Log) -> &'a [u8] {
    let _guard = log.noisy("guard");
    &numbers[1..]
}

#[chain_step]
fn conditional_part(numbers: &mut Vec<u8>, index: usize) -> &mut u8 {
    if index < numbers.len() {
        return &mut numbers[index];
    }
    numbers.push(9);
    let last = numbers.len() - 1;
    &mut numbers[last]
}

#[chain_step]
fn iterator<'a>(texts: &'a [String], log: &Log) -> impl Iterator<Item = &'a str> {
    let _guard = log.noisy("guard");
    texts.iter().map(|text| text.as_str())
}

#[chain_step]
fn capturing<'a>(texts: &'a [String], a: &Noisy) -> impl Iterator<Item = &'a str> + use<'a> {
    a.touch();
    texts.iter().map(String::as_str)
}

#[chain_step]
fn boxed_iterator<'a>(log: &'a Log, count: u8) -> Box<dyn Iterator<Item = Noisy> + 'a> {
    if count == 0 {
        return Box::new(std::iter::empty());
    }
    Box::new((0..count).map(move |_| log.noisy("item")))
}

#[chain_step]
fn lazy_iterator(a: Noisy) -> impl Iterator<Item = usize> {
    (0..2).map(move |index| {
        a.touch();
        index
    })
}

#[chain_step]
fn object(a: Noisy, early: bool) -> Box<dyn Debug> {
    if early {
        return Box::new(7_u8);
    }
    Box::new(a)
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn object_in_result(log: &Log, way: u8) -> Result<Box<dyn Debug>, Box<dyn std::error::Error>> {
    match way {
        0 => return Ok(Box::new(log.noisy("a"))),
        1 => return Err(Box::new(std::fmt::Error)),
        _ => log.step("late"),
    }
    Err("late".into())
}

#[chain_step]
fn reference_to_object<'a>(a: &'a u8, b: &'a &str, early: bool) -> &'a dyn Display {
    if early {
        return a;
    }
    b
}

#[chain_step]
fn coerced_slice(early: bool) -> &'static [u8] {
    if early {
        return &[1, 2];
    }
    &[3]
}

#[chain_step]
fn lock(shared: &Mutex<Noisy>) -> MutexGuard<'_, Noisy> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

#[chain_step]
fn borrowed_cell(cell: &RefCell<(Noisy, u8)>) -> Ref<'_, u8> {
    Ref::map(cell.borrow(), |pair| &pair.1)
}

#[chain_step]
fn never_in_tail(a: Noisy) -> Noisy {
    if a.name == "a" { a } else { unreachable!() }
}

#[chain_step]
fn constant_reference(log: &Log) -> &'static (u8, &'static str) {
    let _guard = log.noisy("guard");
    &(1, "text")
}

#[chain_step]
async fn async_object(a: Noisy, early: bool) -> Box<dyn Debug> {
    a.log().pause("one").await;
    if early {
        return Box::new(7_u8);
    }
    Box::new(a)
}

#[llm_span(system = "openai", model = "m", usage = none)]
async fn async_object_in_result(
    a: Noisy,
) -> Result<Box<dyn Debug + Send>, Box<dyn std::error::Error + Send + Sync>> {
    a.log().pause("one").await;
    if a.name.is_empty() {
        return Err("empty".into());
    }
    Ok(Box::new(a))
}

#[chain_step]
async fn async_closure(a: Noisy) -> impl Fn(u8) -> u8 {
    a.log().pause("one").await;
    move |number| {
        a.touch();
        number + 1
    }
}

#[chain_step]
async fn async_part(pair: &mut (Noisy, u8)) -> &mut u8 {
    pair.0.log().pause("one").await;
    pair.1 += 1;
    &mut pair.1
}

#[chain_step]
async fn async_coerced(a: Noisy) -> Option<&'static [u8]> {
    a.log().pause("one").await;
    if a.name.is_empty() {
        return None;
    }
    Some(&[1, 2])
}
