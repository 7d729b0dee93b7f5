//! Functions that call themselves or each other, and nested functions.

use std::pin::Pin;

use super::{chain_step, llm_span};
use crate::case::{Case, future, sync};
use crate::log::{Log, Noisy};

pub(crate) const CASES: &[Case] = &[
    sync("recursive", &["recursive"; 4], |log| {
        log.returned(recursive(log, 3))
    }),
    sync("mutual", &["even", "even", "odd", "odd"], |log| {
        log.returned(even(log, 3))
    }),
    sync("generic_recursion", &["generic_recursion"; 3], |log| {
        log.returned(generic_recursion(log, 2, &|| 1))
    }),
    sync("nested", &["inner", "inner", "nested"], |log| {
        log.returned(nested(log.noisy("a")))
    }),
    sync("inside_a_closure", &["inner", "inside_a_closure"], |log| {
        log.returned(inside_a_closure(log.noisy("a")))
    }),
    sync("items_in_body", &["items_in_body"], |log| {
        log.returned(items_in_body(log))
    }),
    future("async_boxed", &["async_boxed"; 3], |log| {
        Box::pin(async move { log.clone().awaited(async_boxed(&log, 2)).await })
    }),
    future("async_indirect", &["async_indirect"; 3], |log| {
        let form = async_indirect(log.clone(), 2);
        Box::pin(log.awaited(form))
    }),
    future(
        "async_mutual",
        &["async_even", "async_odd", "chat m"],
        |log| {
            let form = async_even(log.clone(), 2);
            Box::pin(log.awaited(form))
        },
    ),
    future("async_nested", &["async_nested", "inner"], |log| {
        let form = async_nested(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
];

#[chain_step]
fn recursive(log: &Log, depth: u8) -> u32 {
    let _guard = log.noisy("guard");
    log.step("down");
    if depth == 0 {
        return 1;
    }
    u32::from(depth) * recursive(log, depth - 1)
}

#[chain_step]
fn even(log: &Log, number: u8) -> bool {
    log.step("even");
    number == 0 || odd(log, number - 1)
}

#[chain_step]
fn odd(log: &Log, number: u8) -> bool {
    log.step("odd");
    number != 0 && even(log, number - 1)
}

#[chain_step]
fn generic_recursion<F: Fn() -> u8>(log: &Log, depth: u8, f: &F) -> u8 {
    let _guard = log.noisy("guard");
    if depth == 0 {
        log.step("bottom");
        return f();
    }
    f() + generic_recursion(log, depth - 1, f)
}

#[chain_step]
fn nested(a: Noisy) -> u8 {
    #[chain_step]
    fn inner(a: &Noisy) -> u8 {
        let _local = a.log().noisy("inner local");
        a.touch();
        1
    }
    let _local = a.log().noisy("local");
    inner(&a) + inner(&a)
}

#[chain_step]
fn inside_a_closure(a: Noisy) -> u8 {
    let closure = || {
        #[chain_step]
        fn inner(a: &Noisy) -> u8 {
            a.touch();
            1
        }
        inner(&a)
    };
    closure() + 1
}

#[chain_step]
fn items_in_body(log: &Log) -> u8 {
    const COUNT: u8 = 2;
    static OTHER: u8 = 3;
    struct Local(u8);
    impl Local {
        fn read(&self) -> u8 {
            self.0
        }
    }
    macro_rules! add {
        ($left:expr, $right:expr) => {
            $left + $right
        };
    }
    use std::ops::Add as _;
    log.step("body");
    add!(COUNT, OTHER).add(Local(4).read())
}

#[chain_step]
fn async_boxed<'a>(log: &'a Log, depth: u8) -> Pin<Box<dyn Future<Output = u8> + Send + 'a>> {
    Box::pin(async move {
        let _guard = log.noisy("guard");
        log.pause("down").await;
        if depth == 0 {
            return 1;
        }
        async_boxed(log, depth - 1).await + 1
    })
}

#[chain_step]
async fn async_indirect(log: Log, depth: u8) -> u8 {
    let _guard = log.noisy("guard");
    log.pause("down").await;
    if depth == 0 {
        return 1;
    }
    Box::pin(async_indirect(log, depth - 1)).await + 1
}

#[chain_step]
async fn async_even(log: Log, number: u8) -> bool {
    log.pause("even").await;
    number == 0 || Box::pin(async_odd(log, number - 1)).await
}

#[llm_span(system = "openai", model = "m", usage = none)]
async fn bottom(log: Log) -> bool {
    log.pause("bottom").await;
    false
}

#[chain_step]
async fn async_odd(log: Log, number: u8) -> bool {
    log.pause("odd").await;
    if number == 1 {
        return bottom(log).await;
    }
    Box::pin(async_even(log, number - 1)).await
}

#[chain_step]
async fn async_nested(a: Noisy) -> Noisy {
    #[chain_step]
    async fn inner(a: Noisy) -> Noisy {
        a.log().pause("inner").await;
        a
    }
    let _local = a.log().noisy("local");
    inner(a).await
}
