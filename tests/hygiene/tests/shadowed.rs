//! Names of the language, of `std` and of the prelude, shadowed in the user's scope.
#![allow(
    dead_code,
    unused_macros,
    non_camel_case_types,
    clippy::panic,
    clippy::trivially_copy_pass_by_ref,
    reason = "only name resolution is tested"
)]

extern crate otel_genai as genai_runtime;

use ::futures::executor::block_on;
use ::genai_runtime::testing::{assert_conformant, capture};
use forms::{Ask, Reply, asked, boxed, call, later, stream, texts, weighed};

/// Shadows every name that an expansion might write without a full path.
mod forms {
    use ::genai_runtime::{RequestReport, UsageReport, attributes, chain_step, llm_span, record};
    use ::std::result::Result as Outcome;

    mod core {}
    mod std {}
    mod alloc {}
    mod genai_runtime {}
    mod opentelemetry {}

    pub(super) struct Option;
    struct Result;
    struct Some;
    struct None;
    struct Ok;
    struct Err;
    struct Box;
    struct Pin;
    struct String;
    struct Vec;
    struct bool;
    struct str;
    struct u8;
    struct usize;
    pub(super) struct f64(pub(super) ::core::primitive::u32);
    struct Response;
    struct Start;
    struct End;
    struct Callsite;

    trait Future {}
    trait Into {}
    trait From {}
    trait Clone {}
    trait Debug {}
    trait Display {}
    trait Default {}
    trait Send {}
    trait Sync {}
    trait Sized {}
    trait Fn {}
    trait FnOnce {}
    trait Iterator {}
    trait Stream {}
    trait ErrorReport {}

    fn drop() {}
    fn call_stream() {}
    fn instrument() {}
    fn set_own() {}

    macro_rules! wrong {
        ($($name:ident)*) => {
            $(wrong! { @ $name ($) })*
        };
        (@ $name:ident ($dollar:tt)) => {
            macro_rules! $name {
                ($dollar($dollar any:tt)*) => {
                    compile_error!("this is not the macro that was meant")
                };
            }
        };
    }
    wrong!(vec format panic matches assert assert_eq write unreachable todo conclude fit success unfollowed);

    type Count = ::core::primitive::usize;
    type Text = ::core::primitive::str;

    #[derive(UsageReport)]
    pub(super) struct Reply {
        #[usage(response_id)]
        pub(super) name: &'static Text,
        pub(super) input_tokens: Count,
        #[usage(choice_index)]
        pub(super) index: ::core::option::Option<Count>,
        pub(super) finish_reason: ::core::option::Option<&'static Text>,
    }

    #[derive(RequestReport)]
    pub(super) struct Ask {
        #[request(model)]
        pub(super) name: &'static Text,
        #[request(input)]
        pub(super) prompt: &'static Text,
        #[request(tools, with = no_tools)]
        pub(super) seed: Count,
    }

    fn no_tools(_: &Count) -> [&'static Text; 0] {
        []
    }

    #[llm_span(
        system = "openai",
        request = ask,
        system_instructions = ask.name,
        prompt(name = "p", variables(prompt = ask.prompt)),
        usage = none
    )]
    pub(super) fn asked(ask: &Ask) -> Count {
        ask.prompt.len()
    }

    #[llm_span(
        system = "openai",
        endpoint = "example.com",
        attributes("app.length" = prompt.len()),
        result(|reply| "app.name" = reply.name),
        error_type = class_of
    )]
    pub(super) fn call(
        model: &Text,
        temperature: ::core::primitive::f64,
        (prompt, _): (&Text, Option),
    ) -> Outcome<Reply, ::std::fmt::Error> {
        let _ = temperature;
        record(attributes! { "app.model" = model });
        Outcome::Ok(Reply {
            name: "r-1",
            input_tokens: prompt.len(),
            index: ::core::option::Option::Some(0),
            finish_reason: ::core::option::Option::Some("stop"),
        })
    }

    fn class_of(_: &::std::fmt::Error) -> &'static Text {
        "class"
    }

    #[chain_step]
    pub(super) async fn later(text: &Text, fail: ::core::primitive::bool) -> Outcome<Count, Count> {
        if fail {
            return Outcome::Err(text.len());
        }
        Outcome::Ok(text.len())
    }

    #[chain_step]
    pub(super) fn boxed(
        text: &Text,
    ) -> ::std::pin::Pin<::std::boxed::Box<dyn ::core::future::Future<Output = Count> + '_>> {
        ::std::boxed::Box::pin(async move { text.len() })
    }

    #[chain_step]
    pub(super) async fn stream()
    -> ::std::result::Result<impl ::futures::Stream<Item = Outcome<Count, Count>>, Count> {
        Outcome::Ok(::futures::stream::iter([Outcome::Ok(1)]))
    }

    #[chain_step(attributes("app.texts" = texts))]
    pub(super) fn texts(texts: &[&Text]) -> ::core::option::Option<Count> {
        texts.first().map(|first| first.len())
    }

    #[chain_step(attributes("app.weight" = weight.0))]
    pub(super) fn weighed(weight: f64) -> f64 {
        weight
    }
}

#[test]
fn shadowed_names_are_not_used() {
    let capture = capture();
    block_on(capture.run_async(async {
        let Ok(Reply {
            name,
            input_tokens,
            index,
            finish_reason,
        }) = call("m", 0.5, ("four", forms::Option))
        else {
            panic!("the call failed")
        };
        assert_eq!((name, input_tokens), ("r-1", 4));
        assert_eq!((index, finish_reason), (Some(0), Some("stop")));
        assert_eq!(later("four", true).await, Err(4));
        assert_eq!(later("four", false).await, Ok(4));
        assert_eq!(boxed("four").await, 4);
        assert_eq!(texts(&["four"]), Some(4));
        assert_eq!(weighed(forms::f64(4)).0, 4);
        let Ok(stream) = stream().await else {
            panic!("the call returned no stream")
        };
        assert_eq!(::futures::StreamExt::count(stream).await, 1);
        let ask = Ask {
            name: "of the request",
            prompt: "four",
            seed: 1,
        };
        assert_eq!((asked(&ask), ask.seed), (4, 1));
    }));
    capture.span("chat of the request");
    let call = capture.span("chat m");
    assert_eq!(call.integer("gen_ai.usage.input_tokens"), Some(4));
    assert_eq!(call.text("app.name").as_deref(), Some("r-1"));
    assert_eq!(call.text("app.model").as_deref(), Some("m"));
    assert_eq!(call.integer("app.length"), Some(4));
    let weighed = capture.span("weighed");
    assert_eq!(weighed.integer("app.weight"), Some(4));
    assert_eq!(capture.spans().len(), 8);
    assert_conformant(&capture);
}
