//! Functions that never return.

use std::panic::Location;

use super::{chain_step, llm_span};
use crate::case::{Case, future, sync};
use crate::log::{Log, Noisy};

pub(crate) const CASES: &[Case] = &[
    sync("never", &["never"], |log| never(log.noisy("a"))),
    sync("looping", &["looping"], |log| looping(log)),
    sync("tracked_never", &["tracked_never"], |log| {
        tracked_never(log.noisy("a"), log.noisy("b"))
    }),
    sync("handed_on", &["handed_on", "never"], |log| {
        log.returned(handed_on(log.noisy("a")))
    }),
    sync("method", &["chat m"], |log| Own(log.noisy("self")).method()),
    future("async_never", &["async_never"], |log| {
        let form = async_never(log.noisy("a"));
        Box::pin(async move {
            log.pause("made").await;
            form.await
        })
    }),
    future("async_looping", &["async_looping"], |log| {
        let form = async_looping(log.clone());
        Box::pin(async move {
            log.pause("made").await;
            form.await
        })
    }),
];

#[chain_step]
fn never(a: Noisy) -> ! {
    let _local = a.log().noisy("local");
    panic!("{}", a.name)
}

#[chain_step]
#[track_caller]
fn tracked_never(a: Noisy, _b: Noisy) -> ! {
    let _local = a.log().noisy("local");
    panic!("{} at {}", a.name, Location::caller().line())
}

#[chain_step]
fn looping(log: &Log) -> ! {
    let mut turns = 0;
    loop {
        log.step("turn");
        turns += 1;
        assert!(turns < 3, "turned enough");
    }
}

#[chain_step]
fn handed_on(a: Noisy) -> Noisy {
    a.touch();
    never(a)
}

struct Own(Noisy);

impl Own {
    #[llm_span(system = "openai", model = "m", usage = none)]
    fn method(self) -> ! {
        self.0.touch();
        std::panic::resume_unwind(Box::new("method"))
    }
}

#[chain_step]
async fn async_never(a: Noisy) -> ! {
    a.log().pause("one").await;
    panic!("{}", a.name)
}

#[chain_step]
async fn async_looping(log: Log) -> ! {
    let mut turns = 0;
    loop {
        log.pause("turn").await;
        turns += 1;
        assert!(turns < 3, "turned enough");
    }
}
