//! Explicit and elided lifetimes.

use std::borrow::Cow;
use std::fmt::Debug;

use super::{chain_step, llm_span};
use crate::case::{Case, future, sync};
use crate::log::{Log, Noisy};

pub(crate) const CASES: &[Case] = &[
    sync("elided", &["elided"], |log| {
        let a = log.noisy("a");
        log.returned(elided(&a))
    }),
    sync("of_two", &["of_two"], |log| {
        let mut names = vec!["a", "b"];
        log.returned(of_two(&mut names).len())
    }),
    sync("named", &["named"], |log| {
        let (a, b) = (log.noisy("a"), log.noisy("b"));
        log.returned(named(&a, &b))
    }),
    sync("outliving", &["outliving"], |log| {
        let (a, b) = (log.noisy("a"), log.noisy("b"));
        log.returned(outliving(&a, &b))
    }),
    sync("late_bound", &["late_bound"; 2], |log| {
        let function: for<'a> fn(&'a str, Log) -> &'a str = late_bound;
        log.returned((function("a", log.clone()), applied(late_bound, log)))
    }),
    sync("early_bound", &["early_bound"], |log| {
        log.returned(early_bound::<'static>("text"))
    }),
    sync("forever", &["forever"], |log| {
        log.returned(forever("text", log))
    }),
    sync("higher_ranked", &["higher_ranked"], |log| {
        log.returned(higher_ranked(log.noisy("a"), |name| &name[..1], &|a| {
            a.name
        }))
    }),
    sync("anonymous", &["anonymous"], |log| {
        log.returned(anonymous("text").into_owned())
    }),
    sync("held", &["held"; 2], |log| {
        let holder = Holder {
            name: "name",
            log: log.clone(),
        };
        log.returned((holder.held(), holder.longer("other")))
    }),
    sync("objects", &["objects"], |log| {
        let a = log.noisy("a");
        log.returned(objects(&a, &1_u8))
    }),
    sync("model_of_parameter", &["chat m"], |log| {
        log.returned(model_of_parameter("m", log))
    }),
    future("async_elided", &["async_elided"], |log| {
        Box::pin(async move {
            let a = log.noisy("a");
            log.clone().awaited(async_elided(&a, "text")).await
        })
    }),
    future("async_named", &["async_named"], |log| {
        Box::pin(async move {
            let (a, b) = (log.noisy("a"), log.noisy("b"));
            log.clone().awaited(async_named(&a, &b)).await
        })
    }),
    future("async_late_bound", &["async_late_bound"], |log| {
        Box::pin(async move { log.returned(called(async_late_bound, &log).await) })
    }),
    future("async_held", &["async_held"; 2], |log| {
        Box::pin(async move {
            let mut holder = Holder {
                name: "name",
                log: log.clone(),
            };
            let first = log.clone().awaited(holder.async_held("other")).await;
            first + &log.awaited(holder.async_exclusive(&"x".to_owned())).await
        })
    }),
    future("async_higher_ranked", &["async_higher_ranked"], |log| {
        let form = async_higher_ranked(log.noisy("a"), |name| &name[..1]);
        Box::pin(log.awaited(form))
    }),
    future("async_forever", &["async_forever"], |log| {
        let form = async_forever("text", log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
];

#[chain_step]
fn elided(a: &Noisy) -> &str {
    a.touch();
    a.name
}

#[chain_step]
fn of_two<'a, 'b>(names: &'b mut Vec<&'a str>) -> &'b mut Vec<&'a str> {
    names.push("c");
    names
}

#[chain_step]
fn named<'a, 'b>(a: &'a Noisy, b: &'b Noisy) -> (&'b Noisy, &'a Noisy) {
    a.touch();
    (b, a)
}

#[chain_step]
fn outliving<'a: 'b, 'b>(a: &'a Noisy, b: &'b Noisy) -> &'b Noisy {
    if a.name == "a" { a } else { b }
}

#[chain_step]
fn late_bound<'a>(text: &'a str, log: Log) -> &'a str {
    log.step("body");
    text
}

fn applied(function: impl for<'a> Fn(&'a str, Log) -> &'a str, log: &Log) -> usize {
    function(&String::from("own"), log.clone()).len()
}

#[chain_step]
fn early_bound<'a>(text: &'a str) -> &'a str
where
    'a: 'a,
{
    text
}

#[chain_step]
fn forever(text: &'static str, log: &Log) -> &'static str {
    let _guard = log.noisy("guard");
    text
}

#[chain_step]
fn higher_ranked<F>(a: Noisy, f: F, g: &dyn for<'a> Fn(&'a Noisy) -> &'a str) -> (String, String)
where
    F: for<'a> Fn(&'a str) -> &'a str,
{
    (f(a.name).to_owned(), g(&a).to_owned())
}

#[chain_step]
fn anonymous(text: &str) -> Cow<'_, str> {
    Cow::Borrowed(text)
}

struct Holder<'a> {
    name: &'a str,
    log: Log,
}

impl<'a> Holder<'a> {
    #[chain_step(name = "held")]
    fn held(&self) -> &'a str {
        self.log.step("held");
        self.name
    }

    #[chain_step(name = "held")]
    fn longer<'b>(&'b self, other: &'b str) -> &'b str
    where
        'a: 'b,
    {
        if other.len() > self.name.len() {
            other
        } else {
            self.name
        }
    }

    #[chain_step(name = "async_held")]
    async fn async_held(&self, other: &str) -> (&'a str, usize) {
        self.log.pause("held").await;
        (self.name, other.len())
    }

    #[chain_step(name = "async_held")]
    async fn async_exclusive<'b>(&mut self, other: &'b str) -> &'b str {
        self.name = "new";
        self.log.pause("exclusive").await;
        other
    }
}

#[chain_step]
fn objects<'a>(a: &'a dyn Debug, b: &'a (dyn Debug + Send)) -> Vec<&'a dyn Debug> {
    vec![a, b]
}

#[llm_span(system = "openai", usage = none)]
fn model_of_parameter<'m>(model: &'m str, log: &Log) -> &'m str {
    log.step("body");
    model
}

#[chain_step]
async fn async_elided(a: &Noisy, text: &str) -> (usize, usize) {
    a.log().pause("one").await;
    (a.name.len(), text.len())
}

#[chain_step]
async fn async_named<'a, 'b>(a: &'a Noisy, b: &'b Noisy) -> (&'b Noisy, &'a Noisy) {
    a.log().pause("one").await;
    (b, a)
}

#[chain_step]
async fn async_late_bound(log: &Log) -> usize {
    log.pause("one").await;
    3
}

async fn called(function: impl AsyncFn(&Log) -> usize, log: &Log) -> usize {
    function(&log.clone()).await
}

#[chain_step]
async fn async_higher_ranked<F>(a: Noisy, f: F) -> String
where
    F: for<'a> Fn(&'a str) -> &'a str,
{
    a.log().pause("one").await;
    f(a.name).to_owned()
}

#[chain_step]
async fn async_forever(text: &'static str, a: Noisy) -> &'static str {
    a.log().pause("one").await;
    text
}
