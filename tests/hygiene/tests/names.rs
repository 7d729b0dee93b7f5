//! Names in the user's code that also occur in expansions.
#![allow(non_upper_case_globals, reason = "the names are what is tested")]

use std::future::{Future, ready};
use std::sync::{Mutex, PoisonError};

use futures::executor::block_on;
use otel_genai::testing::{assert_conformant, capture};
use otel_genai::{Usage, UsageReport, chain_step, llm_span};

#[test]
fn parameters_may_have_the_names_of_generated_variables_without_their_prefix() {
    #[llm_span(
        crate = ::otel_genai,
        system = "openai",
        model = value,
        attributes("app.start" = start, "app.end" = end, "app.following" = following),
        result(|value| "app.value" = value.0),
        usage = |end| &end.1
    )]
    async fn call(start: u8, value: &str, end: u8, following: u8, error: u8) -> (u8, Usage) {
        ready((start + end + following + error, Usage::new().input(2))).await
    }
    let capture = capture();
    let called = block_on(capture.run_async(call(1, "m", 2, 3, 4)));
    assert_eq!(called.0, 10);
    let span = capture.span("chat m");
    assert_eq!(span.integer("app.start"), Some(1));
    assert_eq!(span.integer("app.end"), Some(2));
    assert_eq!(span.integer("app.following"), Some(3));
    assert_eq!(span.integer("app.value"), Some(10));
    assert_eq!(span.integer("gen_ai.usage.input_tokens"), Some(2));
    assert_conformant(&capture);
}

#[test]
fn parameters_may_have_the_names_of_generated_variables() {
    #[chain_step(crate = ::otel_genai, attributes("app.start" = __genai_start, "app.argument" = __genai_argument_1))]
    fn step(
        __genai_start: u8,
        (__genai_argument_1, __genai_value): (u8, u8),
        __genai_end: u8,
        __genai_argument_0: u8,
    ) -> u8 {
        __genai_start + __genai_argument_1 + __genai_value + __genai_end + __genai_argument_0
    }
    let capture = capture();
    assert_eq!(capture.run(|| step(1, (2, 3), 4, 5)), 15);
    let span = capture.only_span();
    assert_eq!(span.integer("app.start"), Some(1));
    assert_eq!(span.integer("app.argument"), Some(2));
    assert_conformant(&capture);
}

#[test]
fn surrounding_items_may_have_the_names_of_generated_ones() {
    const start: u8 = 1;
    const value: u8 = 2;
    const end: u8 = 3;
    static following: u8 = 4;
    const error: u8 = 5;
    static list: u8 = 6;
    struct __GenaiCallsite;
    fn response() -> u8 {
        start + value + end + following + error + list
    }

    #[llm_span(
        crate = ::otel_genai,
        system = "openai",
        model = "m",
        attributes("app.start" = start, "app.following" = following),
        result(|usage: &Usage| "app.reported" = *usage == Usage::new().input(u64::from(value)))
    )]
    fn call() -> Result<Usage, __GenaiCallsite> {
        if response() == 0 {
            return Err(__GenaiCallsite);
        }
        Ok(Usage::new().input(u64::from(value)))
    }
    let capture = capture();
    assert!(capture.run(call).is_ok());
    let span = capture.only_span();
    assert_eq!(span.integer("app.start"), Some(1));
    assert_eq!(span.integer("app.following"), Some(4));
    assert_eq!(span.attribute("app.reported"), Some(&true.into()));
    assert_conformant(&capture);
}

#[test]
fn fields_may_have_the_names_of_generated_variables() {
    #[derive(UsageReport)]
    #[usage(crate = ::otel_genai)]
    struct Reply<'a, T, const R: usize> {
        #[usage(input_tokens)]
        __genai_response: u8,
        #[usage(output_tokens)]
        __genai_field_0: u8,
        #[usage(response_id)]
        response: &'a str,
        #[usage(each)]
        sink: Option<T>,
        sizes: [u8; R],
    }
    #[llm_span(crate = ::otel_genai, system = "openai", model = "m")]
    fn call() -> Reply<'static, Usage, 1> {
        Reply {
            __genai_response: 1,
            __genai_field_0: 2,
            response: "r-1",
            sink: Some(Usage::new().cache_read(1)),
            sizes: [1],
        }
    }
    let capture = capture();
    let reply = capture.run(call);
    assert_eq!((reply.response, reply.sizes), ("r-1", [1]));
    assert!(reply.sink.is_some());
    assert_eq!((reply.__genai_response, reply.__genai_field_0), (1, 2));
    let span = capture.only_span();
    assert_eq!(span.integer("gen_ai.usage.input_tokens"), Some(1));
    assert_eq!(span.integer("gen_ai.usage.output_tokens"), Some(2));
    assert_eq!(span.text("gen_ai.response.id").as_deref(), Some("r-1"));
    assert_conformant(&capture);
}

#[test]
fn generic_parameters_may_have_the_names_of_the_runtimes() {
    struct Holder<'a, T>(&'a T);
    impl<'a, T: Clone> Holder<'a, T> {
        #[chain_step(crate = ::otel_genai, attributes("app.length" = R))]
        async fn hold<'e, F, Fut, I, S, const R: usize>(
            &self,
            run: F,
            items: &'e [I; R],
        ) -> (T, Fut::Output, &'e I)
        where
            F: FnOnce(&'a T) -> Fut,
            Fut: Future<Output = S>,
        {
            (self.0.clone(), run(self.0).await, &items[0])
        }
    }
    let capture = capture();
    let held = Holder(&1_u8);
    let future = held.hold(|number| ready(u16::from(*number)), &["a", "b"]);
    assert_eq!(block_on(capture.run_async(future)), (1, 1, &"a"));
    assert_eq!(capture.only_span().integer("app.length"), Some(2));
    assert_conformant(&capture);
}

#[test]
fn labels_and_breaks_stay_in_the_body() {
    #[chain_step(crate = ::otel_genai)]
    async fn search(numbers: &[u8], wanted: u8) -> Option<usize> {
        let mut found = None;
        'body: {
            'outer: for (position, number) in numbers.iter().enumerate() {
                for turn in 0..=*number {
                    if turn == wanted {
                        found = Some(ready(position).await);
                        break 'body;
                    } else if turn == 1 {
                        continue 'outer;
                    }
                }
            }
        }
        found
    }
    let capture = capture();
    assert_eq!(block_on(capture.run_async(search(&[0, 1], 1))), Some(1));
    assert_eq!(block_on(capture.run_async(search(&[1, 2], 3))), None);
    assert_eq!(capture.spans().len(), 2);
    assert_conformant(&capture);
}

#[test]
fn raw_identifiers_are_recorded_without_their_prefix() {
    #[derive(UsageReport)]
    #[usage(crate = ::otel_genai)]
    struct r#Struct {
        #[usage(input_tokens)]
        r#type: u8,
    }
    #[llm_span(crate = ::otel_genai, system = "openai", model = r#type, attributes(app.r#type = r#type))]
    fn r#match(r#type: &str, r#_raw: u8) -> r#Struct {
        r#Struct {
            r#type: r#type.len().try_into().unwrap_or(0),
        }
    }
    let capture = capture();
    assert_eq!(capture.run(|| r#match("four", 1)).r#type, 4);
    let span = capture.span("chat four");
    assert_eq!(span.text("app.type").as_deref(), Some("four"));
    assert_eq!(span.integer("gen_ai.usage.input_tokens"), Some(4));
    assert_conformant(&capture);
}

#[test]
fn temporaries_of_a_tail_expression_are_dropped_before_the_parameters() {
    #[chain_step(crate = ::otel_genai)]
    fn sum(numbers: Mutex<Vec<u8>>) -> u8 {
        numbers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .sum()
    }
    #[chain_step(crate = ::otel_genai)]
    async fn sum_later(numbers: Mutex<Vec<u8>>) -> u8 {
        ready(()).await;
        numbers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .iter()
            .sum()
    }
    let capture = capture();
    assert_eq!(capture.run(|| sum(Mutex::new(vec![1, 2]))), 3);
    let later = sum_later(Mutex::new(vec![1, 2]));
    assert_eq!(block_on(capture.run_async(later)), 3);
    assert_conformant(&capture);
}
