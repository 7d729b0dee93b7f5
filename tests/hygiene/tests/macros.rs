//! Annotations in the output of another crate's macros.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use futures::executor::block_on;
use futures::{StreamExt as _, stream};
use genai_hygiene_facade::{annotated, annotated_item, call, list, report, step};
use otel_genai::testing::{assert_conformant, capture};
use otel_genai::{llm_span, record};

#[test]
fn a_function_built_from_fragments_is_recorded() {
    step! {
        /// Counts.
        #[must_use]
        pub(crate) fn count(text: &str) -> Option<usize> {
            if text.is_empty() {
                return None;
            }
            Some(text.len())
        }
    }
    let capture = capture();
    assert_eq!(capture.run(|| count("four")), Some(4));
    assert_eq!(capture.run(|| count("")), None);
    assert_eq!(capture.spans().len(), 2);
    let texts: Vec<_> = capture
        .spans()
        .iter()
        .map(|span| span.text("app.parameter"))
        .collect();
    assert_eq!(texts, [Some("four".to_owned()), Some(String::new())]);
    assert_conformant(&capture);
}

#[test]
fn patterns_lifetimes_and_token_trees_are_recorded() {
    call! {
        shorten<'text>((text, length), limit: u8) =>
        "openai", format!("{text}-{length}"), "app.length" = length,
        let length = usize::from(length.min(limit));
        text.get(..length).unwrap_or(text)
    }
    let capture = capture();
    let short = block_on(capture.run_async(shorten(("gpt-4o", 5), 3)));
    assert_eq!(short, "gpt");
    let span = capture.span("chat gpt-4o-5");
    assert_eq!(span.integer("gen_ai.request.max_tokens"), Some(3));
    assert_eq!(span.integer("app.length"), Some(5));
    assert_eq!(span.text("app.text").as_deref(), Some("gpt"));
    assert_conformant(&capture);
}

#[test]
fn whole_items_are_recorded() {
    annotated! {
        fn tokens<T: Default>((value, _): (T, u8)) -> T {
            value
        }
    }
    annotated_item! {
        async fn item(count: u8, _unused: u8) -> u8 {
            count
        }
    }
    struct Type(u8);
    impl Type {
        annotated! {
            fn method(&mut self, count: u8) -> u8 {
                self.0 += count;
                self.0
            }
        }
    }
    let capture = capture();
    assert_eq!(capture.run(|| tokens((3, 1))), 3);
    assert_eq!(capture.run(|| Type(1).method(2)), 3);
    assert_eq!(block_on(capture.run_async(item(3, 1))), 3);
    let names: Vec<_> = capture.spans().into_iter().map(|span| span.name).collect();
    assert_eq!(names, ["tokens", "method", "item"]);
    assert_conformant(&capture);
}

#[test]
fn a_stream_built_by_a_macro_is_recorded() {
    genai_hygiene_facade::stream!(numbers, u8, stream::iter([1, 2]));
    let capture = capture();
    let sum = capture.run_async(async {
        let numbers: Vec<u8> = numbers().collect().await;
        numbers.iter().sum::<u8>()
    });
    assert_eq!(block_on(sum), 3);
    let span = capture.only_span();
    assert_eq!(span.integer("genai_runtime.stream.chunks"), Some(2));
    assert_conformant(&capture);
}

#[test]
fn types_and_attribute_lists_built_by_macros_are_recorded() {
    report! {
        /// Tokens.
        #[derive(Clone, Copy)]
        struct Tokens {
            input_tokens: u8,
            #[usage(output_tokens)]
            received: Option<u16>
        }
    }
    #[llm_span(crate = ::otel_genai, system = "openai", model = "m")]
    fn call() -> Tokens {
        let answer = "yes";
        record(list!("app.answer" = answer, "app.length" = answer.len()));
        Tokens {
            input_tokens: 1,
            received: Some(2),
        }
    }
    let capture = capture();
    let tokens = capture.run(call);
    assert_eq!((tokens.input_tokens, tokens.received), (1, Some(2)));
    let span = capture.only_span();
    assert_eq!(span.integer("gen_ai.usage.input_tokens"), Some(1));
    assert_eq!(span.integer("gen_ai.usage.output_tokens"), Some(2));
    assert_eq!(span.text("app.answer").as_deref(), Some("yes"));
    assert_eq!(span.integer("app.length"), Some(3));
    assert_conformant(&capture);
}
