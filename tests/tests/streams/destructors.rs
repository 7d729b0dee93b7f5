//! Streams that are dropped where there is no context, or that panic on drop.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context as Task, Poll};

use futures::executor::block_on;
use futures::stream::{self, BoxStream, Stream, StreamExt};
use genai_runtime::testing::{Capture, capture};
use genai_runtime::{Usage, llm_span};
use opentelemetry::Context;
use opentelemetry::trace::{Status, get_active_span};

#[llm_span(system = "openai", model = "m")]
fn answer() -> BoxStream<'static, Usage> {
    stream::iter([Usage::new().output(1), Usage::new().output(2)]).boxed()
}

/// Takes one chunk and returns the rest of the stream.
fn begun(capture: &Capture) -> BoxStream<'static, Usage> {
    capture.run(|| {
        let mut stream = answer();
        block_on(stream.next());
        stream
    })
}

fn assert_truncated(capture: &Capture) {
    let span = capture.only_span();
    let outcome = span.text("genai_runtime.stream.outcome");
    assert_eq!(outcome.as_deref(), Some("truncated"));
}

thread_local! {
    static KEPT: RefCell<Option<BoxStream<'static, Usage>>> = const { RefCell::new(None) };
}

#[test]
fn a_stream_dropped_at_the_end_of_its_thread_is_recorded() {
    for is_first in [true, false] {
        let capture = Arc::new(capture());
        let of_thread = capture.clone();
        let thread = std::thread::spawn(move || {
            // Thread locals are destroyed in the reverse order of their first use.
            if is_first {
                KEPT.with(|_| ());
            }
            let stream = begun(&of_thread);
            KEPT.with(|kept| kept.borrow_mut().replace(stream));
        });
        thread.join().unwrap();
        assert_truncated(&capture);
    }
}

#[test]
fn a_stream_may_be_dropped_while_the_current_context_is_borrowed() {
    let capture = capture();
    let stream = begun(&capture);
    get_active_span(|_| drop(stream));
    assert_truncated(&capture);
    Context::map_current(|_| ());
}

#[test]
fn a_panic_while_the_inner_stream_is_dropped_fails_the_span() {
    struct Bomb;
    impl Stream for Bomb {
        type Item = Usage;
        fn poll_next(self: Pin<&mut Self>, _: &mut Task<'_>) -> Poll<Option<Usage>> {
            Poll::Ready(Some(Usage::new().output(1)))
        }
    }
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("on purpose");
        }
    }
    #[llm_span(system = "openai", model = "m")]
    fn bomb() -> impl Stream<Item = Usage> {
        Bomb
    }
    let capture = capture();
    let taken = AssertUnwindSafe(|| capture.run(|| block_on(bomb().take(1).count())));
    assert!(catch_unwind(taken).is_err());
    let span = capture.only_span();
    assert_eq!(span.status, Status::error("the function panicked"));
    let outcome = span.text("genai_runtime.stream.outcome");
    assert_eq!(outcome.as_deref(), Some("failed"));
}
