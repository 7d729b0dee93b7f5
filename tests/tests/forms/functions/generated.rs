//! Functions in the output of `macro_rules!` macros.

use super::{chain_step, llm_span};
use crate::case::{Case, future, sync};
use crate::log::{Log, Noisy};

pub(crate) const CASES: &[Case] = &[
    sync("whole", &["whole"], |log| {
        log.returned(whole(log.noisy("a"), log.noisy("b")))
    }),
    sync("by_fragments", &["by_fragments"; 2], |log| {
        log.returned([0, 9].map(|number| by_fragments(log.noisy("a"), number)))
    }),
    sync("of_an_expression", &["of_an_expression"], |log| {
        log.returned(of_an_expression(log.noisy("a")))
    }),
    sync("hygienic", &["hygienic"], |log| {
        log.returned(hygienic(log.noisy("a")))
    }),
    sync("opaque_fragment", &["chat model"], |log| {
        log.returned(opaque_fragment(log.noisy("a")).count())
    }),
    sync("methods", &["first", "second"], |log| {
        let made = Made(log.noisy("self"));
        log.returned((made.first(1).name, made.second(2).name))
    }),
    sync("with_patterns", &["with_patterns"], |log| {
        log.returned(with_patterns((log.noisy("a"), log.noisy("b"))))
    }),
    sync("whole_item", &["whole_item"], |log| {
        log.returned(whole_item(log.noisy("a")))
    }),
    sync("with_signature", &["with_signature"], |log| {
        log.returned(with_signature(&log.noisy("a"), log))
    }),
    sync("type_by_a_macro", &["type_by_a_macro"], |log| {
        log.returned(type_by_a_macro(log.noisy("a")))
    }),
    future("async_whole", &["async_whole"], |log| {
        let form = async_whole(log.noisy("a"), log.noisy("b"));
        Box::pin(log.awaited(form))
    }),
    future("async_by_fragments", &["async_by_fragments"], |log| {
        let form = async_by_fragments(log.noisy("a"), 9);
        Box::pin(log.awaited(form))
    }),
    future(
        "async_fragment_of_a_future",
        &["async_fragment_of_a_future"],
        |log| {
            let form = async_fragment_of_a_future(log.noisy("a"));
            Box::pin(log.awaited(form))
        },
    ),
];

macro_rules! whole {
    ($name:ident $(, $async:ident, $pause:ident)?) => {
        #[chain_step]
        pub(crate) $($async)? fn $name(a: Noisy, b: Noisy) -> Noisy {
            let _local = a.log().noisy("local");
            $(a.log().$pause("one").await;)?
            b.touch();
            a
        }
    };
}
whole!(whole);
whole!(async_whole, async, pause);

macro_rules! by_fragments {
    (
        $(#[$attribute:meta])* $visibility:vis fn $name:ident
        ($($parameter:ident: $type:ty),*) -> $returned:ty $body:block
    ) => {
        $(#[$attribute])*
        #[chain_step]
        $visibility fn $name($($parameter: $type),*) -> $returned $body
    };
    (
        async $visibility:vis fn $name:ident
        ($($parameter:ident: $type:ty),*) -> $returned:ty $body:block
    ) => {
        #[chain_step]
        $visibility async fn $name($($parameter: $type),*) -> $returned $body
    };
}
by_fragments! {
    /// Documented.
    #[inline]
    pub(crate) fn by_fragments(a: Noisy, number: u8) -> Result<Noisy, &'static str> {
        a.touch();
        if number > 5 {
            return Err("too many");
        }
        Ok(a)
    }
}
by_fragments! {
    async pub(crate) fn async_by_fragments(a: Noisy, number: u8) -> Result<Noisy, &'static str> {
        a.log().pause("one").await;
        if number > 5 {
            return Err("too many");
        }
        Ok(a)
    }
}
by_fragments! {
    fn async_fragment_of_a_future(a: Noisy) -> impl Future<Output = Noisy> {
        async move {
            a.log().pause("one").await;
            a
        }
    }
}

macro_rules! of_an_expression {
    ($name:ident($parameter:pat_param) -> $returned:path, $value:expr) => {
        #[chain_step]
        fn $name($parameter: Noisy) -> $returned {
            $value
        }
    };
}
of_an_expression!(of_an_expression(ref a) -> std::string::String, a.name.repeat(2));

macro_rules! hygienic {
    ($name:ident, $a:ident => $value:expr) => {
        #[chain_step]
        fn $name($a: Noisy) -> (usize, usize) {
            let a = 1;
            let local = $a.log().noisy("local");
            (a, $value + local.name.len())
        }
    };
}
hygienic!(hygienic, a => a.name.len());

macro_rules! opaque_fragment {
    ($name:ident, $model:literal, $system:expr, $returned:ty) => {
        #[llm_span(system = $system, model = $model, usage = none)]
        fn $name(a: Noisy) -> $returned {
            let name = a.name;
            name.chars()
        }
    };
}
opaque_fragment!(
    opaque_fragment,
    "model",
    "openai",
    impl Iterator<Item = char>
);

struct Made(Noisy);

macro_rules! methods {
    ($($name:ident($argument:ident: $type:ident > $least:literal))+) => {
        impl Made {
            $(
                #[chain_step(attributes("app.argument" = $argument))]
                fn $name(&self, $argument: $type) -> &Noisy {
                    assert!($argument > $least);
                    &self.0
                }
            )+
        }
    };
}
methods! {
    first(number: u8 > 0)
    second(number: u16 > 1)
}

macro_rules! with_patterns {
    ($name:ident, $pattern:pat => $kept:ident) => {
        #[chain_step]
        fn $name($pattern: (Noisy, Noisy)) -> Noisy {
            $kept
        }
    };
}
with_patterns!(with_patterns, (_, b) => b);

macro_rules! whole_item {
    ($item:item) => {
        #[chain_step]
        $item
    };
}
whole_item! {
    fn whole_item(a: Noisy) -> Noisy {
        a.touch();
        a
    }
}

macro_rules! with_signature {
    ($name:ident<$($lifetime:lifetime),*>($($tokens:tt)*) $body:tt) => {
        #[chain_step]
        fn $name<$($lifetime),*>($($tokens)*) -> &'static str $body
    };
}
with_signature!(with_signature<'a>(a: &'a Noisy, log: &Log) {
    log.step("body");
    a.name
});

macro_rules! pair_of {
    ($first:ty) => {
        ($first, $first)
    };
}

#[chain_step]
fn type_by_a_macro(a: Noisy) -> pair_of!(Noisy) {
    let second = a.log().noisy("second");
    (a, second)
}
