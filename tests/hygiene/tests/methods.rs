//! Blanket-implemented traits in scope whose methods have the names of the runtime's.
#![allow(clippy::panic, reason = "helpers of tests may panic, as tests may")]

/// Traits with the names of the runtime's methods, implemented for every type.
macro_rules! clash {
    ($clash:ident, $($receiver:tt)*) => {
        clash! { @ $clash, ($($receiver)*):
            call call_stream instrument follow boxed ended success error_type error_text number integer text
            texts kind map_stream report enter open describe is_recording name provider known_provider model
            endpoint parent conversation user session feature attempt links temperature top_p top_k max_tokens stop_sequences data_source
            attribute_value value_for flag token_count input_tokens output_tokens finish_reason
            next_finish_reason id in_choice reasoning separate_cache keep set with into_outcome
            with_manual_usage with_stream is_observed takes_details captures_content request request_model
        }
    };
    (@ $clash:ident, $receiver:tt: $($method:ident)*) => {
        #[allow(
            dead_code,
            clippy::wrong_self_convention,
            reason = "the methods must not be called"
        )]
        trait $clash {
            $(clash! { @ $receiver $method })*
        }
        impl<T: ?Sized> $clash for T {}
    };
    (@ (self) $method:ident) => {
        fn $method(self) -> Wrong where Self: Sized { Wrong }
    };
    (@ (&self) $method:ident) => {
        fn $method(&self) -> Wrong { Wrong }
    };
    (@ (&mut self) $method:ident) => {
        fn $method(&mut self) -> Wrong { Wrong }
    };
}

/// The return type of the clashing methods.
struct Wrong;

/// The same functions in the scope of each trait.
macro_rules! tests {
    ($module:ident: $($receiver:tt)*) => {
        mod $module {
            use futures::executor::block_on;
            use otel_genai::testing::{assert_conformant, capture};

            use among::{Odd, call, classified, odd, optional, short, shown, stream};

            mod among {
                use otel_genai::{RequestReport, Usage, UsageReport, chain_step, llm_span};
                use super::super::Wrong;

                clash!(Clash, $($receiver)*);

                #[derive(UsageReport)]
                #[usage(crate = ::otel_genai, cache = "separate")]
                pub(super) struct Reply {
                    #[usage(response_id)]
                    pub(super) name: String,
                    #[usage(choice_index)]
                    pub(super) index: u8,
                    pub(super) finish_reason: String,
                    pub(super) input_tokens: u8,
                    #[usage(text)]
                    pub(super) answer: String,
                    #[usage(nested)]
                    pub(super) usage: Usage,
                }

                #[derive(RequestReport)]
                #[request(crate = ::otel_genai)]
                pub(super) struct Ask {
                    #[request(seed, with = seed_of)]
                    pub(super) seed: Odd,
                }

                fn seed_of(_: &Odd) -> u8 {
                    3
                }

                #[llm_span(
                    crate = ::otel_genai,
                    system = "openai",
                    model = model,
                    request = Ask { seed: Odd },
                    parent = ::otel_genai::opentelemetry::Context::current(),
                    endpoint = "example.com",
                    top_p = 0.5,
                    attributes("app.length" = model.len()),
                    result(|reply| "app.name" = reply.name)
                )]
                pub(super) async fn call(
                    model: &str,
                    temperature: f64,
                    max_tokens: Option<u8>,
                    stop_sequences: Vec<String>,
                    reasoning_level: &str,
                    top_k: Odd,
                ) -> Result<Reply, Odd> {
                    drop((temperature, max_tokens, stop_sequences, reasoning_level, top_k));
                    Ok(Reply {
                        name: "r-1".to_owned(),
                        index: 0,
                        finish_reason: "stop".to_owned(),
                        input_tokens: 1,
                        answer: "yes".to_owned(),
                        usage: Usage::new().output(2),
                    })
                }

                /// Implements no trait that telemetry could use.
                pub(super) struct Odd;

                #[chain_step(crate = ::otel_genai, name = format!("named {fail}"), error_type = class_of)]
                pub(super) fn classified(fail: bool) -> Result<u8, std::fmt::Error> {
                    if fail { Err(std::fmt::Error) } else { Ok(1) }
                }

                fn class_of(_: &std::fmt::Error) -> &'static str {
                    "classified"
                }

                #[chain_step(crate = ::otel_genai)]
                pub(super) fn odd(fail: bool) -> Result<u8, Odd> {
                    if fail { Err(Odd) } else { Ok(1) }
                }

                #[llm_span(crate = ::otel_genai, system = "openai", model = "s", error_type = class_of)]
                pub(super) async fn stream() -> Result<
                    impl futures::Stream<Item = Result<Usage, std::fmt::Error>>,
                    String,
                > {
                    Ok(futures::stream::iter([Ok(Usage::new().output(1)), Err(std::fmt::Error)]))
                }

                #[chain_step(crate = ::otel_genai)]
                pub(super) fn short() -> futures::stream::BoxStream<'static, u8> {
                    Box::pin(futures::stream::iter([1]))
                }

                #[chain_step(crate = ::otel_genai)]
                pub(super) fn shown() -> Result<u8, String> {
                    Err("shown".to_owned())
                }

                #[llm_span(crate = ::otel_genai, system = "openai", model = "m", usage = |number| &number.1)]
                pub(super) fn optional(number: Option<u8>) -> Option<(u8, Usage)> {
                    Some((number?, Usage::new().input(4)))
                }
            }

            #[test]
            fn clashing_methods_do_not_change_a_call() {
                let capture = capture();
                let call = call("m", 0.2, Some(3), vec!["stop".to_owned()], "low", Odd);
                let Ok(reply) = block_on(capture.run_async(call)) else {
                    panic!("the call failed")
                };
                drop((reply.index, reply.answer, reply.usage, reply.finish_reason, reply.input_tokens));
                let span = capture.span("chat m");
                assert_eq!(span.attribute("gen_ai.request.temperature"), Some(&0.2.into()));
                assert_eq!(span.attribute("gen_ai.request.top_p"), Some(&0.5.into()));
                assert_eq!(span.integer("gen_ai.request.max_tokens"), Some(3));
                assert!(span.attribute("gen_ai.request.stop_sequences").is_some());
                assert_eq!(span.text("gen_ai.request.reasoning.level").as_deref(), Some("low"));
                assert_eq!(span.attribute("gen_ai.request.top_k"), None);
                assert_eq!(span.integer("gen_ai.request.seed"), Some(3));
                assert_eq!(span.text("server.address").as_deref(), Some("example.com"));
                assert_eq!(span.integer("gen_ai.usage.input_tokens"), Some(1));
                assert_eq!(span.integer("gen_ai.usage.output_tokens"), Some(2));
                assert_eq!(span.text("gen_ai.response.id").as_deref(), Some("r-1"));
                assert_eq!(span.text("app.name").as_deref(), Some("r-1"));
                assert_eq!(span.integer("app.length"), Some(1));
                assert_conformant(&capture);
            }

            #[test]
            fn clashing_methods_do_not_change_outcomes_and_errors() {
                let capture = capture();
                capture.run(|| {
                    assert!(classified(true).is_err());
                    assert!(classified(false).is_ok());
                    assert!(odd(true).is_err());
                    assert!(odd(false).is_ok());
                    assert!(shown().is_err());
                    assert!(optional(None).is_none());
                });
                let class = |name| capture.span(name).text("error.type");
                assert_eq!(class("named true").as_deref(), Some("classified"));
                assert_eq!(class("named false"), None);
                assert_eq!(class("shown").as_deref(), Some("_OTHER"));
                let shown = capture.span("shown").status;
                assert_eq!(shown, ::otel_genai::opentelemetry::trace::Status::error("shown"));
                let outcome = capture.span("chat m").text("genai_runtime.outcome");
                assert_eq!(outcome.as_deref(), Some("none"));
                assert_conformant(&capture);
            }

            #[test]
            fn clashing_methods_do_not_change_a_stream() {
                use futures::StreamExt as _;

                let capture = capture();
                block_on(capture.run_async(async {
                    let Ok(stream) = stream().await else {
                        panic!("the call returned no stream")
                    };
                    assert_eq!(stream.count().await, 2);
                    assert_eq!(short().count().await, 1);
                }));
                let span = capture.span("chat s");
                assert_eq!(span.integer("genai_runtime.stream.chunks"), Some(1));
                assert_eq!(span.text("error.type").as_deref(), Some("classified"));
                let chunks = capture.span("short").integer("genai_runtime.stream.chunks");
                assert_eq!(chunks, Some(1));
                assert_conformant(&capture);
            }

            #[test]
            fn clashing_methods_do_not_change_a_usage_closure() {
                let capture = capture();
                assert!(capture.run(|| optional(Some(1))).is_some());
                let input = capture.only_span().integer("gen_ai.usage.input_tokens");
                assert_eq!(input, Some(4));
            }
        }
    };
}

tests!(by_value: self);
tests!(by_reference: &self);
tests!(by_mutable_reference: &mut self);
