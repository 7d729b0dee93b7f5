//! Unsafe functions, and `extern` functions.
#![allow(
    improper_ctypes_definitions,
    clippy::all,
    clippy::pedantic,
    reason = "bad style is a form, too"
)]

use super::{chain_step, llm_span};
use crate::case::{Case, future, sync};
use crate::log::{Log, Noisy};

pub(crate) const CASES: &[Case] = &[
    sync("unsafe_function", &["unsafe_function"], |log| {
        let a = log.noisy("a");
        // SAFETY: the pointer comes from a reference.
        log.returned(unsafe { unsafe_function(&raw const a, log.noisy("b")) })
    }),
    sync("unsafe_pointer", &["unsafe_function"], |log| {
        let function: unsafe fn(*const Noisy, Noisy) -> &'static str = unsafe_function;
        let a = log.noisy("a");
        // SAFETY: the pointer comes from a reference.
        log.returned(unsafe { function(&raw const a, log.noisy("b")) })
    }),
    sync("unsafe_method", &["chat m"], |log| {
        // SAFETY: it does nothing unsafe.
        log.returned(unsafe { Own(log.noisy("self")).unsafe_method(log.noisy("a")) })
    }),
    sync("unsafe_trait", &["of_trait"], |log| {
        // SAFETY: it does nothing unsafe.
        log.returned(unsafe { Own(log.noisy("self")).of_trait() })
    }),
    sync("foreign", &["foreign"], |log| {
        let function: extern "C" fn(u8) -> u8 = foreign;
        log.returned(function(1))
    }),
    sync("unwinding", &["unwinding"], |log| {
        log.returned(unwinding(log.noisy("a")))
    }),
    sync("unsafe_foreign", &["unsafe_foreign"], |log| {
        // SAFETY: the pointer comes from a reference.
        log.returned(unsafe { unsafe_foreign(&raw const *log) })
    }),
    sync("system", &["system"], |log| log.returned(system(3, log))),
    sync("mutable_static", &["mutable_static"], |log| {
        // SAFETY: it is given exclusive access.
        log.returned(unsafe { mutable_static(&raw mut *Box::new(1), log) })
    }),
    sync("unsafe_parameter", &["unsafe_parameter"], |log| {
        log.returned(unsafe_parameter(unsafe_function, log.noisy("a")))
    }),
    future("async_unsafe", &["async_unsafe"], |log| {
        Box::pin(async move {
            let a = log.noisy("a");
            // SAFETY: the pointer comes from a reference that lives as long.
            let form = unsafe { async_unsafe(&raw const a, log.noisy("b")) };
            log.clone().awaited(form).await
        })
    }),
    future("unsafe_opaque", &["chat m"], |log| {
        // SAFETY: it does nothing unsafe.
        let form = unsafe { unsafe_opaque(log.noisy("a")) };
        Box::pin(log.awaited(form))
    }),
];

/// # Safety
///
/// The pointer is that of a value.
#[chain_step]
unsafe fn unsafe_function(a: *const Noisy, b: Noisy) -> &'static str {
    b.touch();
    // SAFETY: the caller says so.
    let a = unsafe { &*a };
    a.touch();
    a.name
}

struct Own(Noisy);

impl Own {
    #[llm_span(system = "openai", model = "m", usage = none)]
    unsafe fn unsafe_method(&self, a: Noisy) -> Noisy {
        self.0.touch();
        a
    }
}

unsafe trait OfTrait {
    unsafe fn of_trait(self) -> Noisy;
}

unsafe impl OfTrait for Own {
    #[chain_step]
    unsafe fn of_trait(self) -> Noisy {
        self.0.touch();
        self.0
    }
}

/// Without a log, because a panic in an `extern "C"` function aborts the process.
#[chain_step]
extern "C" fn foreign(number: u8) -> u8 {
    number + 1
}

#[chain_step]
extern "C-unwind" fn unwinding(a: Noisy) -> Noisy {
    a.touch();
    a
}

#[chain_step]
unsafe extern "C-unwind" fn unsafe_foreign(log: *const Log) -> u8 {
    // SAFETY: the caller says so.
    let log = unsafe { &*log };
    log.step("body");
    7
}

#[chain_step]
extern "system-unwind" fn system(number: u8, log: &Log) -> u8 {
    log.step("body");
    number
}

#[chain_step]
#[allow(unsafe_op_in_unsafe_fn, reason = "a form as users write it")]
unsafe fn mutable_static(number: *mut u8, log: &Log) -> u8 {
    *number += 1;
    log.step("body");
    *number
}

#[chain_step]
fn unsafe_parameter(function: unsafe fn(*const Noisy, Noisy) -> &'static str, a: Noisy) -> u8 {
    let _ = function;
    a.touch();
    1
}

#[chain_step]
async unsafe fn async_unsafe(a: *const Noisy, b: Noisy) -> &'static str {
    b.log().pause("one").await;
    // SAFETY: the caller says so.
    unsafe { (*a).touch() };
    b.name
}

#[llm_span(system = "openai", model = "m", usage = none)]
unsafe fn unsafe_opaque(a: Noisy) -> impl Future<Output = Noisy> {
    async move {
        a.log().pause("one").await;
        a
    }
}
