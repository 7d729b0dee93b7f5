#![deny(warnings, clippy::all)]

use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Mutex, MutexGuard};

use genai_runtime::{Usage, UsageReport, chain_step, llm_span};

#[chain_step]
fn closure() -> impl Fn(u8) -> u8 {
    |number| number + 1
}

#[chain_step]
fn fallible_closure() -> Result<impl Fn(u8) -> u8, String> {
    Ok(|number| number)
}

#[chain_step]
async fn pointers() -> impl Iterator<Item = fn(u8) -> u8> {
    std::iter::empty()
}

#[chain_step]
pub async fn unwritten() -> Vec<u8> {
    todo!()
}

#[chain_step]
pub fn unwritten_too() -> Vec<u8> {
    unimplemented!()
}

#[chain_step]
pub async fn for_ever() {
    loop {
        nothing().await;
    }
}

#[chain_step]
async fn nothing() {}

pub struct Task;

#[chain_step]
pub async fn next_task(tasks: &mut Vec<Task>) -> Task {
    loop {
        if let Some(task) = tasks.pop() {
            return task;
        }
    }
}

#[chain_step]
pub async fn unwritten_task() -> Task {
    todo!()
}

#[chain_step]
pub async fn no_task(number: u8) -> Task {
    match number {
        _ => panic!("{number}"),
    }
}

#[chain_step]
pub async fn made_task() -> Task {
    Task
}

#[chain_step]
pub async fn two_returns(yes: bool) -> u8 {
    if yes {
        return 1;
    } else {
        return 2;
    }
}

#[chain_step]
fn underscored(_unused: u8, _: &str) -> u8 {
    1
}

#[chain_step]
fn guarded(_: MutexGuard<'_, u8>) -> u8 {
    1
}

#[chain_step(attributes("app.length" = text.len()))]
fn changed((ref mut text, count): (String, usize)) -> usize {
    text.push('c');
    text.len() + count
}

#[chain_step(attributes("app.seen" = map.len()))]
fn mutable(mut map: HashMap<u8, u8>, values: &mut Vec<u8>) -> usize {
    map.insert(1, 2);
    values.push(3);
    map.len() + values.len()
}

#[chain_step]
fn boxed(depth: u8) -> Pin<Box<dyn Future<Output = u8> + Send>> {
    Box::pin(async move { if depth == 0 { 0 } else { boxed(depth - 1).await + 1 } })
}

macro_rules! call {
    ($name:ident, $parameter:ident, $body:block) => {
        #[llm_span(system = "openai", model = $parameter, usage = none)]
        fn $name($parameter: &str) -> usize $body
    };
}

call!(from_a_macro, model, { model.len() });

#[chain_step(kind = tool, call_id = id)]
async fn shows_a_longer_name(id: String, idx: u8) -> String {
    format!("{idx}")
}

struct Reply {
    usage: Usage,
    many: Vec<u8>,
}

#[llm_span(
    system = "openai",
    model = "m",
    usage = |reply: &Reply| {
        if reply.many.is_empty() {
            return Usage::new();
        }
        reply.usage
    },
    result(|reply: &Reply| "app.many" = reply.many.len())
)]
fn described() -> Result<Reply, String> {
    Ok(Reply { usage: Usage::new().input(1), many: vec![1] })
}

#[llm_span(system = "openai", model = "m", usage = |reply| &reply.usage)]
fn borrowed() -> Reply {
    Reply { usage: Usage::new(), many: Vec::new() }
}

#[deprecated]
#[derive(UsageReport)]
pub struct Old {
    pub input_tokens: u8,
}

fn main() {
    assert_eq!(closure()(1), 2);
    assert_eq!(fallible_closure().map(|call| call(1)), Ok(1));
    drop(pointers());
    drop(two_returns(true));
    assert_eq!(underscored(1, "x"), 1);
    let lock = Mutex::new(0);
    assert_eq!(guarded(lock.lock().unwrap()), 1);
    assert_eq!(changed(("ab".to_owned(), 1)), 4);
    assert_eq!(mutable(HashMap::new(), &mut Vec::new()), 2);
    drop(boxed(3));
    drop(shows_a_longer_name("call-1".to_owned(), 1));
    assert_eq!(from_a_macro("gpt"), 3);
    assert_eq!(described().map(|reply| reply.usage), Ok(Usage::new().input(1)));
    assert!(borrowed().many.is_empty());
}
