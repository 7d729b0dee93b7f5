//! Parameters, generics and local items with names that are used elsewhere.

use super::{chain_step, llm_span};
use crate::case::{Case, future, sync};
use crate::log::Noisy;

pub(crate) const CASES: &[Case] = &[
    sync("parameters", &["chat m", "parameters"], |log| {
        log.returned((
            parameters(log.noisy("a"), 1, 2, 3),
            more_parameters(1, 2, 3, 4, 5, 6),
        ))
    }),
    sync("generics", &["generics"], |log| {
        log.returned(generics::<u8, u16, _, _, 3>(1, 2, "m", log.noisy("a")))
    }),
    sync("inner_items", &["inner_items"], |log| {
        log.returned(inner_items(log.noisy("a")))
    }),
    future("async_parameters", &["async_parameters"], |log| {
        let form = async_parameters(log.noisy("a"), 1, 2, 3);
        Box::pin(log.awaited(form))
    }),
];

#[chain_step(attributes("app.start" = start, "app.value" = value, "app.end" = end))]
fn parameters(operation: Noisy, start: u8, value: u8, end: u8) -> u8 {
    operation.touch();
    start + value + end
}

#[llm_span(system = "openai", model = "m", usage = none, attributes("app.call" = call))]
fn more_parameters(
    call: u8,
    core: u8,
    std: u8,
    genai_runtime: u8,
    __genai: u8,
    instrument: u8,
) -> u8 {
    let __genai_start = call;
    let __genai_value = core;
    let __genai_argument_0 = std;
    __genai_start + __genai_value + __genai_argument_0 + genai_runtime + __genai + instrument
}

#[chain_step]
async fn async_parameters(operation: Noisy, start: u8, value: u8, end: u8) -> u8 {
    operation.log().pause("one").await;
    start + value + end
}

#[chain_step]
fn generics<T, R, F, Fut, const N: usize>(value: T, end: R, start: F, run: Fut) -> (T, R, F, Fut)
where
    F: AsRef<str>,
{
    assert_eq!(N, 3);
    (value, end, start, run)
}

#[chain_step]
fn inner_items(a: Noisy) -> u8 {
    #[derive(Clone, Copy)]
    struct Start(u8);
    enum Option {
        Some(u8),
    }
    use Option::Some;
    const __GENAI_CALLSITE: u8 = 4;
    fn call(start: Start) -> u8 {
        start.0 + __GENAI_CALLSITE
    }
    a.touch();
    let Some(value) = Some(call(Start(1)));
    value
}
