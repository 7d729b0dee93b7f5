//! The class of errors of a stream's function and of its items.

use futures::executor::block_on;
use futures::stream::{self, BoxStream, Stream, StreamExt};
use genai_runtime::chain_step;
use genai_runtime::testing::{CapturedSpan, assert_conformant, capture};
use opentelemetry::trace::Status;

use super::script::Broken;

#[derive(Debug)]
struct Refused;

fn refusal(_: &Refused) -> &'static str {
    "refusal"
}

fn breakage(_: &Broken) -> String {
    "breakage".to_owned()
}

fn any<E>(_: &E) -> &'static str {
    "any"
}

type Item = Result<u8, Broken>;

fn broken() -> BoxStream<'static, Item> {
    stream::iter([Ok(1), Err(Broken)]).boxed()
}

#[chain_step(error_type = refusal)]
fn of_the_function(fail: bool) -> Result<impl Stream<Item = Result<u8, Broken>>, Refused> {
    if fail { Err(Refused) } else { Ok(broken()) }
}

#[chain_step(error_type = breakage)]
fn of_its_items(fail: bool) -> Result<impl Stream<Item = Item>, Refused> {
    if fail { Err(Refused) } else { Ok(broken()) }
}

#[chain_step(error_type = breakage)]
fn of_items_alone(_fail: bool) -> BoxStream<'static, Result<u8, Broken>> {
    broken()
}

#[chain_step(error_type = refusal)]
fn of_the_function_alone(fail: bool) -> Result<impl Stream<Item = u8>, Refused> {
    if fail {
        Err(Refused)
    } else {
        Ok(stream::empty())
    }
}

#[chain_step(error_type = any)]
fn of_either(fail: bool) -> Result<BoxStream<'static, Result<u8, Broken>>, Broken> {
    if fail { Err(Broken) } else { Ok(broken()) }
}

/// A chunk that came in time, or none.
type Timed = Result<Item, Refused>;

fn timed(fail: bool) -> BoxStream<'static, Timed> {
    let last = if fail { Ok(Err(Broken)) } else { Ok(Ok(2)) };
    stream::iter([Ok(Ok(1)), last, Ok(Ok(3))]).boxed()
}

#[chain_step]
fn nested(fail: bool) -> impl Stream<Item = Result<Result<u8, Broken>, Refused>> {
    timed(fail)
}

#[chain_step]
fn nested_boxed(fail: bool) -> BoxStream<'static, Result<Result<u8, Broken>, Refused>> {
    timed(fail)
}

#[chain_step]
async fn nested_later(
    fail: bool,
) -> Result<impl Stream<Item = Option<Result<u8, Broken>>>, Refused> {
    Ok(timed(fail).map(Result::ok))
}

#[chain_step(error_type = breakage)]
fn of_nested(fail: bool) -> BoxStream<'static, Result<Result<u8, Broken>, Refused>> {
    timed(fail)
}

#[chain_step(error_type = refusal)]
fn of_items_around(fail: bool) -> BoxStream<'static, Result<Result<u8, Broken>, Refused>> {
    timed(fail)
}

/// The class of an error of the function, and that of an error of an item.
fn classes<S: Stream>(call: impl Fn(bool) -> Option<S>) -> [Option<String>; 2] {
    [true, false].map(|fail| {
        let capture = capture();
        capture.run(|| {
            if let Some(stream) = call(fail) {
                block_on(stream.for_each(|_| std::future::ready(())));
            }
        });
        assert_conformant(&capture);
        capture.only_span().text("error.type")
    })
}

#[test]
fn a_classifying_function_is_called_for_errors_of_its_type() {
    let some = |class: &str| Some(class.to_owned());
    assert_eq!(
        classes(|fail| of_the_function(fail).ok()),
        [some("refusal"), some("broken")]
    );
    let [own, of_item] = classes(|fail| of_its_items(fail).ok());
    assert!(own.unwrap().ends_with("::Refused"));
    assert_eq!(of_item, some("breakage"));
    assert_eq!(
        classes(|fail| Some(of_items_alone(fail))),
        [some("breakage"), some("breakage")]
    );
    assert_eq!(
        classes(|fail| of_the_function_alone(fail).ok()),
        [some("refusal"), None]
    );
    assert_eq!(
        classes(|fail| of_either(fail).ok()),
        [some("any"), some("any")]
    );
}

/// The span of a stream that is read to its end.
fn span_of<S: Stream>(call: impl FnOnce() -> S) -> CapturedSpan {
    let capture = capture();
    capture.run(|| block_on(call().for_each(|_| std::future::ready(()))));
    assert_conformant(&capture);
    capture.only_span()
}

#[test]
fn an_error_inside_of_an_item_fails_the_stream() {
    let later = |fail| block_on(nested_later(fail)).unwrap();
    let spans = |fail| {
        [
            span_of(|| nested(fail)),
            span_of(|| nested_boxed(fail)),
            span_of(|| later(fail)),
        ]
    };
    for span in spans(true) {
        assert_eq!(span.status, Status::error("the connection broke"));
        assert_eq!(span.text("error.type").as_deref(), Some("broken"));
        let outcome = span.text("genai_runtime.stream.outcome");
        assert_eq!(outcome.as_deref(), Some("failed"));
        assert_eq!(span.integer("genai_runtime.stream.chunks"), Some(2));
        assert_eq!(span.events.len(), 1);
    }
    for span in spans(false) {
        assert_eq!(span.status, Status::Unset);
        let outcome = span.text("genai_runtime.stream.outcome");
        assert_eq!(outcome.as_deref(), Some("completed"));
        assert_eq!(span.integer("genai_runtime.stream.chunks"), Some(3));
    }
}

#[test]
fn a_classifying_function_may_accept_the_errors_inside_of_items_only() {
    let class = |span: CapturedSpan| span.text("error.type");
    assert_eq!(
        class(span_of(|| of_nested(true))).as_deref(),
        Some("breakage")
    );
    assert_eq!(
        class(span_of(|| of_items_around(true))).as_deref(),
        Some("broken")
    );
}
