//! Annotations whose arguments are fragments of a `macro_rules!` macro.

#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use genai_runtime::testing::{assert_conformant, capture};
use genai_runtime::{Usage, chain_step, llm_span};

fn class(_: &str) -> &'static str {
    "refused"
}

macro_rules! tool {
    ($kind:literal, $name:expr, $class:path, $capture:expr, $function:ident) => {
        #[chain_step(kind = $kind, name = $name, error_type = $class, content = $capture)]
        fn $function(found: bool) -> Result<u8, String> {
            if found { Ok(1) } else { Err("no".to_owned()) }
        }
    };
}

macro_rules! call {
    ($system:expr, $model:literal, $operation:literal, $usage:expr, $function:ident) => {
        #[llm_span(system = $system, model = $model, operation = $operation, usage = $usage)]
        fn $function() -> u64 {
            12
        }
    };
}

tool!("tool", "search", class, off, find);
call!(
    "openai",
    "gpt-4o",
    "chat",
    |tokens: &u64| Usage::new().input(*tokens),
    count
);
call!("openai", "gpt-4o", "chat", none, silent);

#[test]
fn arguments_may_be_fragments() {
    let capture = capture();
    capture.run(|| {
        find(false).unwrap_err();
        assert_eq!((count(), silent()), (12, 12));
    });
    let spans = capture.spans();
    let [tool, count, silent] = spans.as_slice() else {
        unreachable!("expected three calls, found {spans:?}")
    };
    assert_eq!(tool.name, "execute_tool search");
    assert_eq!(tool.text("error.type").as_deref(), Some("refused"));
    assert_eq!(count.name, "chat gpt-4o");
    assert_eq!(count.integer("gen_ai.usage.input_tokens"), Some(12));
    assert_eq!(silent.integer("gen_ai.usage.input_tokens"), None);
    assert_conformant(&capture);
}

macro_rules! sum {
    ($function:ident, $async_function:ident, $given:ident) => {
        #[chain_step]
        fn $function($given: u8, given: u8) -> Option<u8> {
            Some($given - given)
        }

        #[chain_step]
        async fn $async_function($given: u8, (given, _): (u8, u8)) -> u8 {
            $given - given
        }
    };
}

sum!(difference, later_difference, given);

#[test]
fn a_parameter_in_a_macro_may_have_the_name_of_one_from_its_caller() {
    let capture = capture();
    let sums = capture.run(|| {
        let later = futures::executor::block_on(later_difference(7, (2, 0)));
        (difference(5, 1), later)
    });
    assert_eq!(sums, (Some(4), 5));
    let names: Vec<_> = capture.spans().into_iter().map(|span| span.name).collect();
    assert_eq!(names, ["later_difference", "difference"]);
    assert_conformant(&capture);
}

#[test]
fn a_raw_identifier_is_recorded_without_its_prefix() {
    #[chain_step]
    fn r#match() {}
    let capture = capture();
    capture.run(r#match);
    assert_eq!(capture.only_span().name, "match");
}
