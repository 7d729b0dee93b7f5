//! The user's items with names that are used elsewhere.

use super::{chain_step, llm_span};
use crate::case::{Case, future, sync};
use crate::log::{Log, Noisy};

pub(crate) const CASES: &[Case] = &[
    sync("Ok", &["Ok"; 2], |log| {
        log.returned((functions::Ok(1), functions::call(log)))
    }),
    sync("core", &["chat m", "core"], |log| {
        log.returned((functions::core(1), functions::std(log)))
    }),
    sync("types", &["chat m", "types"], |log| {
        log.returned((types::types(log.noisy("a")), types::option(log.noisy("b"))))
    }),
    sync("modules", &["modules"], |log| {
        log.returned(modules::modules(log.noisy("a")))
    }),
    sync("macros", &["macros"], |log| {
        log.returned(macros::macros(log.noisy("a")))
    }),
    sync("no_prelude", &["no_prelude"], |log| {
        log.returned(no_prelude::no_prelude(log.noisy("a")))
    }),
    sync("methods", &["chat m", "methods"], |log| {
        log.returned((
            methods::methods("text"),
            methods::more_methods(log.noisy("a")),
        ))
    }),
    sync("constants", &["constants"], |log| {
        log.returned(constants::constants(log.noisy("a")))
    }),
    future("async_types", &["async_types"], |log| {
        let form = types::async_types(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
    future("async_modules", &["chat m"], |log| {
        let form = modules::async_modules(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
    future("async_no_prelude", &["async_no_prelude"], |log| {
        let form = no_prelude::async_no_prelude(log.noisy("a"));
        Box::pin(log.awaited(form))
    }),
];

mod functions {
    #![allow(non_snake_case, reason = "names as they are elsewhere")]

    use super::{Log, chain_step, llm_span};

    #[chain_step]
    pub(super) fn Ok(value: u8) -> Result<u8, u8> {
        Result::Ok(value)
    }

    #[chain_step(name = "Ok")]
    pub(super) fn call(log: &Log) -> Result<u8, u8> {
        fn Err(value: u8) -> Result<u8, u8> {
            Result::Err(value)
        }
        log.step("body");
        Err(2)
    }

    #[chain_step]
    pub(super) fn core(std: u8) -> Option<u8> {
        Some(std)
    }

    #[llm_span(system = "openai", model = "m", usage = none)]
    pub(super) fn std(log: &Log) -> Option<u8> {
        fn Some(value: u8) -> Option<u8> {
            Option::Some(value)
        }
        log.step("body");
        Some(7)
    }
}

mod types {
    #![allow(dead_code, reason = "names as they are elsewhere")]

    use super::{Noisy, chain_step, llm_span};

    type Text = std::string::String;

    #[derive(Debug)]
    pub(super) struct Box(pub(super) Noisy);
    #[derive(Debug)]
    pub(super) struct String;
    #[derive(Debug)]
    pub(super) enum Result {
        Ok(u8),
        Err(Noisy),
    }
    #[derive(Debug)]
    pub(super) enum Option {
        Some(Noisy),
        None,
    }
    struct Start;
    struct Operation;
    struct Future;
    trait FnOnce {}

    #[chain_step]
    pub(super) fn types(a: Noisy) -> Box {
        a.touch();
        Box(a)
    }

    #[llm_span(system = "openai", model = "m", usage = none)]
    pub(super) fn option(a: Noisy) -> Option {
        use self::Option::{None, Some};
        if a.name.is_empty() {
            return None;
        }
        Some(a)
    }

    #[chain_step]
    pub(super) async fn async_types(a: Noisy) -> (Result, String, Text) {
        a.log().pause("one").await;
        (Result::Err(a), String, Text::new())
    }
}

mod modules {
    #![allow(dead_code, reason = "names as they are elsewhere")]

    use super::{Noisy, chain_step, llm_span};

    mod core {
        pub(super) const ONE: u8 = 1;
    }
    mod std {
        pub(super) const TWO: u8 = 2;
    }
    mod alloc {}
    mod genai_runtime {
        pub(super) const THREE: u8 = 3;
    }

    #[chain_step(attributes("app.one" = core::ONE))]
    pub(super) fn modules(a: Noisy) -> Result<u8, ::std::string::String> {
        a.touch();
        Ok(core::ONE + std::TWO + genai_runtime::THREE)
    }

    #[llm_span(system = "openai", model = "m", usage = none)]
    pub(super) async fn async_modules(a: Noisy) -> Option<u8> {
        a.log().pause("one").await;
        Some(core::ONE + std::TWO + genai_runtime::THREE)
    }
}

mod macros {
    #![allow(unused_macros, reason = "nothing may ask for them")]

    use super::{Noisy, chain_step};

    macro_rules! matches {
        ($($any:tt)*) => {
            compile_error!("not this one")
        };
    }
    macro_rules! concat {
        ($($any:tt)*) => {
            compile_error!("not this one")
        };
    }
    macro_rules! fit {
        ($($any:tt)*) => {
            compile_error!("not this one")
        };
    }
    macro_rules! conclude {
        ($($any:tt)*) => {
            compile_error!("not this one")
        };
    }
    macro_rules! success {
        ($($any:tt)*) => {
            compile_error!("not this one")
        };
    }

    #[chain_step(result(|value| "app.value" = *value))]
    pub(super) fn macros(a: Noisy) -> Result<u8, std::fmt::Error> {
        a.touch();
        Ok(1)
    }
}

#[no_implicit_prelude]
mod no_prelude {
    use super::{Noisy, chain_step};

    #[chain_step(attributes("app.name" = a.name), result(|value| "app.result" = value.name))]
    pub(super) fn no_prelude(a: Noisy) -> ::std::result::Result<Noisy, ::std::fmt::Error> {
        a.touch();
        ::std::result::Result::Ok(a)
    }

    #[chain_step(attributes("app.name" = a.name))]
    pub(super) async fn async_no_prelude(a: Noisy) -> ::std::option::Option<Noisy> {
        a.log().pause("one").await;
        ::std::option::Option::Some(a)
    }
}

mod constants {
    #![allow(
        non_upper_case_globals,
        dead_code,
        reason = "names as they are elsewhere"
    )]

    use super::{Noisy, chain_step};

    const value: u8 = 1;
    const start: u8 = 2;
    static end: u8 = 3;
    const response: u8 = 5;

    #[chain_step(result(|given| "app.value" = *given))]
    pub(super) fn constants(a: Noisy) -> Result<u8, u8> {
        a.touch();
        if a.name.is_empty() {
            return Err(response);
        }
        Ok(value + start + end)
    }
}

/// Methods that every type has.
mod methods {
    use super::{Noisy, chain_step, llm_span};

    trait Everything {
        fn start(&self) -> u8 {
            1
        }

        fn enter(self) -> u8
        where
            Self: Sized,
        {
            2
        }

        fn open(&self) -> u8 {
            self.start()
        }

        fn describe(&self) {}

        fn end(&self) {}
    }

    impl<T: ?Sized> Everything for T {}

    #[chain_step]
    pub(super) fn methods(a: &str) -> usize {
        a.describe();
        a.end();
        a.len() + usize::from(a.start() + a.enter() + a.open())
    }

    #[track_caller]
    #[llm_span(system = "openai", model = "m", temperature = 0.5, usage = none)]
    pub(super) fn more_methods(a: Noisy) -> Option<u8> {
        a.touch();
        Some(a.open())
    }
}
