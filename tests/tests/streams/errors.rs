//! The class of errors of a stream's function and of its items.

use futures::executor::block_on;
use futures::stream::{self, BoxStream, Stream, StreamExt};
use genai_runtime::chain_step;
use genai_runtime::testing::{assert_conformant, capture};

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
