//! The class of an error (`error.type`).
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a failed unwrap is a failed test, and so is a missing span"
)]

use std::borrow::Cow;
use std::error::Error;
use std::fmt::{self, Display};
use std::num::ParseIntError;
use std::sync::Arc;

use genai_runtime::testing::{assert_conformant, capture};
use genai_runtime::{ErrorReport, Response, UsageReport, chain_step, llm_span};
use opentelemetry::trace::Status;

struct RateLimited;

impl ErrorReport for RateLimited {
    fn error_type(&self) -> Cow<'static, str> {
        "rate_limited".into()
    }
}

#[tokio::test]
async fn an_error_in_an_aliased_result_fails_the_span() {
    type Outcome = Result<(), ParseIntError>;
    #[chain_step]
    async fn parse(text: &str) -> Outcome {
        text.parse::<u8>()?;
        Ok(())
    }
    let capture = capture();
    assert!(capture.run_async(parse("many")).await.is_err());
    let span = capture.only_span();
    assert_eq!(
        span.text("error.type").as_deref(),
        Some("core::num::error::ParseIntError")
    );
    assert_eq!(span.status, Status::error("invalid digit found in string"));
    assert_conformant(&capture);
}

#[test]
fn an_annotation_can_name_a_function_for_the_class_of_errors() {
    fn class(error: &str) -> String {
        error.split(':').next().unwrap_or_default().to_owned()
    }
    #[chain_step(error_type = class)]
    fn fail() -> Result<(), String> {
        Err("quota: used up".to_owned())
    }
    let capture = capture();
    assert!(capture.run(fail).is_err());
    assert_eq!(
        capture.only_span().text("error.type").as_deref(),
        Some("quota")
    );
    assert_conformant(&capture);
}

#[test]
fn an_empty_class_is_not_recorded() {
    #[derive(Debug)]
    struct Unclassed;
    impl ErrorReport for Unclassed {
        fn error_type(&self) -> Cow<'static, str> {
            " ".into()
        }
    }
    #[chain_step]
    fn fail() -> Result<(), Unclassed> {
        Err(Unclassed)
    }
    #[llm_span(system = "openai", model = "m", usage = |()| Answered)]
    fn answer() {}
    struct Answered;
    impl UsageReport for Answered {
        fn report(&self, response: &mut Response<'_>) {
            response.error("", "");
        }
    }
    let capture = capture();
    capture.run(|| (fail().unwrap_err(), answer()));
    let class = capture.span("fail").text("error.type").unwrap();
    assert!(class.ends_with("Unclassed"), "{class}");
    let class = capture.span("chat m").text("error.type");
    assert_eq!(class.as_deref(), Some("_OTHER"));
    assert_conformant(&capture);
}

#[test]
fn the_function_for_the_class_may_be_a_trait_method() {
    trait Classify {
        fn class(error: &str) -> &'static str;
    }
    struct Policy;
    impl Classify for Policy {
        fn class(_: &str) -> &'static str {
            "refused"
        }
    }
    impl Policy {
        #[chain_step(error_type = <Self>::class)]
        fn fail(self) -> Result<(), String> {
            Err("no".to_owned())
        }
    }
    #[chain_step(error_type = <Policy as Classify>::class)]
    fn fail() -> Result<(), String> {
        Err("no".to_owned())
    }
    for call in [fail, || Policy.fail()] {
        let capture = capture();
        assert!(capture.run(call).is_err());
        let class = capture.only_span().text("error.type");
        assert_eq!(class.as_deref(), Some("refused"));
        assert_conformant(&capture);
    }
}

/// The class that the span of a call records.
fn class_of<T>(call: impl FnOnce() -> T) -> String {
    let capture = capture();
    capture.run(call);
    assert_conformant(&capture);
    capture.only_span().text("error.type").unwrap()
}

#[test]
fn a_function_for_the_class_may_accept_one_of_two_nested_errors() {
    struct Late;
    fn refusal(_: &RateLimited) -> &'static str {
        "refusal"
    }
    fn lateness(_: &Late) -> String {
        "lateness".to_owned()
    }
    fn any<E>(_: &E) -> &'static str {
        "any"
    }
    type Inner = Result<u8, RateLimited>;
    #[chain_step(error_type = refusal)]
    fn of_the_inner(given: Result<Inner, Late>) -> Result<Result<u8, RateLimited>, Late> {
        given
    }
    #[chain_step(error_type = lateness)]
    fn of_the_outer(given: Result<Inner, Late>) -> Result<Result<u8, RateLimited>, Late> {
        given
    }
    #[chain_step(error_type = any)]
    fn of_both(given: Result<Inner, Late>) -> Result<Result<u8, RateLimited>, Late> {
        given
    }
    let inner = || Ok(Err(RateLimited));
    let outer = || Err(Late);
    assert_eq!(class_of(|| of_the_inner(inner())), "refusal");
    let default = class_of(|| of_the_inner(outer()));
    assert!(default.ends_with("::Late"), "{default}");
    assert_eq!(class_of(|| of_the_outer(inner())), "rate_limited");
    assert_eq!(class_of(|| of_the_outer(outer())), "lateness");
    assert_eq!(class_of(|| of_both(inner())), "any");
    assert_eq!(class_of(|| of_both(outer())), "any");
}

#[test]
fn a_function_for_the_class_accepts_what_nested_errors_point_to() {
    fn length(text: &str) -> String {
        text.len().to_string()
    }
    fn name(error: &(dyn Error + 'static)) -> &'static str {
        if error.is::<fmt::Error>() {
            "fmt"
        } else {
            "other"
        }
    }
    fn text(error: &dyn Error) -> String {
        error.to_string()
    }
    #[chain_step(error_type = length)]
    fn of_texts(
        given: Result<Result<u8, String>, Box<str>>,
    ) -> Result<Result<u8, String>, Box<str>> {
        given
    }
    #[chain_step(error_type = name)]
    fn of_errors(
        given: Result<Result<u8, fmt::Error>, Arc<ParseIntError>>,
    ) -> Result<Result<u8, fmt::Error>, Arc<ParseIntError>> {
        given
    }
    #[chain_step(error_type = text)]
    fn of_borrowing(
        given: Result<Result<u8, Borrowing<'_>>, String>,
    ) -> Result<Result<u8, Borrowing<'_>>, String> {
        given
    }
    assert_eq!(class_of(|| of_texts(Ok(Err("four".to_owned())))), "4");
    assert_eq!(class_of(|| of_texts(Err("three".into()))), "5");
    assert_eq!(class_of(|| of_errors(Ok(Err(fmt::Error)))), "fmt");
    let parsed = "text".parse::<u8>().unwrap_err();
    assert_eq!(class_of(|| of_errors(Err(Arc::new(parsed)))), "other");
    let text = "quoted".to_owned();
    assert_eq!(
        class_of(|| of_borrowing(Ok(Err(Borrowing(&text))))),
        "quoted"
    );
    assert_eq!(class_of(|| of_borrowing(Err(text.clone()))), "_OTHER");
}

#[test]
fn a_function_for_the_class_gets_nested_errors_of_one_type() {
    fn length(text: &str) -> String {
        text.len().to_string()
    }
    #[chain_step(error_type = length)]
    fn of_one_type(outer: bool) -> Result<Result<u8, String>, String> {
        let error = "four".to_owned();
        if outer { Err(error) } else { Ok(Err(error)) }
    }
    #[chain_step(error_type = length)]
    fn of_the_only_one() -> Option<Result<u8, String>> {
        Some(Err("four".to_owned()))
    }
    assert_eq!(class_of(|| of_one_type(true)), "4");
    assert_eq!(class_of(|| of_one_type(false)), "4");
    assert_eq!(class_of(of_the_only_one), "4");
}

#[test]
fn the_class_of_an_error_is_found_behind_pointers() {
    #[chain_step]
    fn boxed() -> Result<(), Box<RateLimited>> {
        Err(Box::new(RateLimited))
    }
    let capture = capture();
    assert!(capture.run(boxed).is_err());
    assert_eq!(
        capture.only_span().text("error.type").as_deref(),
        Some("rate_limited")
    );
    assert_conformant(&capture);
}

#[derive(Debug)]
struct Borrowing<'a>(&'a str);

impl Error for Borrowing<'_> {}

impl Display for Borrowing<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

struct Eternal<'a>(&'a str);

impl Display for Eternal<'static> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

#[test]
fn an_error_that_borrows_is_recorded_for_any_lifetime() {
    #[chain_step]
    fn borrowing<'a>(text: &'a str) -> Result<(), Borrowing<'a>> {
        Err(Borrowing(text))
    }
    #[chain_step]
    fn eternal<'a>(text: &'a str) -> Result<(), Eternal<'a>> {
        Err(Eternal(text))
    }
    let text = "used up".to_owned();
    let capture = capture();
    let failed = capture.run(|| borrowing(&text).is_err() && eternal(&text).is_err());
    assert!(failed);
    let spans = capture.spans();
    assert_eq!(spans[0].status, Status::error("used up"));
    assert_eq!(spans[1].status, Status::error(""));
    let class = spans[1].text("error.type").unwrap();
    assert!(class.contains("::Eternal"), "{class}");
}
