//! Stacked annotations: a span each around one run of the body.

use super::{chain_step, llm_span};
use crate::case::{Case, future, sync};
use crate::log::{Log, Noisy};

pub(crate) const CASES: &[Case] = &[
    sync("step_above_call", &["chat a", "step_above_call"], |log| {
        log.returned(step_above_call(log.noisy("a"), log.noisy("b")))
    }),
    sync("call_above_step", &["call_above_step", "chat a"], |log| {
        log.returned(call_above_step(log.noisy("a"), (log.noisy("b"), 1)))
    }),
    sync("failing", &["chat m", "failing"], |log| {
        log.returned(failing(log.noisy("a")))
    }),
    sync("method", &["chat self", "method"], |log| {
        log.returned(Own(log.noisy("self")).method(log.noisy("a")))
    }),
    sync("opaque", &["chat m", "opaque"], |log| {
        log.returned(opaque(log).map(|text| text.len()).sum::<usize>())
    }),
    future(
        "async_step_above_call",
        &["async_step_above_call", "chat a"],
        |log| {
            let form = async_step_above_call(log.noisy("a"), log.noisy("b"));
            Box::pin(log.awaited(form))
        },
    ),
    future(
        "async_call_above_step",
        &["async_call_above_step", "chat a"],
        |log| {
            let form = async_call_above_step(log.noisy("a"), (log.noisy("b"), 1));
            Box::pin(log.awaited(form))
        },
    ),
    future("async_method", &["async_method", "chat self"], |log| {
        Box::pin(async move {
            let mut own = Own(log.noisy("self"));
            log.clone().awaited(own.async_method(log.noisy("a"))).await
        })
    }),
    future("three", &["chat m", "outer", "three"], |log| {
        let form = three(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
];

#[chain_step]
#[llm_span(system = "openai", model = a.name, usage = none)]
fn step_above_call(a: Noisy, b: Noisy) -> Noisy {
    let _local = a.log().noisy("local");
    b.touch();
    a
}

#[llm_span(system = "openai", model = a.name, usage = none)]
#[chain_step]
fn call_above_step(a: Noisy, (b, _): (Noisy, u8)) -> Noisy {
    a.touch();
    b
}

#[chain_step]
#[llm_span(system = "openai", model = "m", usage = none)]
fn failing(a: Noisy) -> Result<Noisy, std::num::ParseIntError> {
    let _number: u8 = a.name.parse()?;
    Ok(a)
}

struct Own(Noisy);

impl Own {
    #[chain_step]
    #[llm_span(system = "openai", model = self.0.name, usage = none)]
    fn method(self, a: Noisy) -> Noisy {
        a.touch();
        self.0
    }

    #[chain_step]
    #[llm_span(system = "openai", model = self.0.name, usage = none)]
    async fn async_method(&mut self, a: Noisy) -> &'static str {
        a.log().pause("one").await;
        self.0 = a;
        self.0.name
    }
}

#[chain_step]
#[llm_span(system = "openai", model = "m", usage = none)]
fn opaque(log: &Log) -> impl Iterator<Item = &'static str> {
    let _guard = log.noisy("guard");
    ["a", "bc"].into_iter()
}

#[chain_step]
#[llm_span(system = "openai", model = a.name, usage = none)]
async fn async_step_above_call(a: Noisy, b: Noisy) -> Noisy {
    let _local = a.log().noisy("local");
    a.log().pause("one").await;
    b
}

#[llm_span(system = "openai", model = a.name, usage = none)]
#[chain_step]
async fn async_call_above_step(a: Noisy, (b, _): (Noisy, u8)) -> Noisy {
    a.log().pause("one").await;
    b
}

#[chain_step(name = "outer")]
#[chain_step]
#[llm_span(system = "openai", model = "m", usage = none)]
async fn three(a: Noisy) -> Noisy {
    a.log().pause("one").await;
    a
}
