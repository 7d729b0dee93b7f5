//! A caller cannot distinguish the returned stream from the original.

use std::pin::pin;
use std::rc::Rc;

use futures::stream::{self, FusedStream, Stream, StreamExt};
use genai_runtime::testing::capture;
use genai_runtime::{Usage, chain_step, llm_span};

fn usages(count: u8) -> impl ExactSizeIterator<Item = Usage> + Clone {
    (0..count).map(|count| Usage::new().output(count.into()))
}

#[llm_span(system = "openai", model = "m")]
fn sent() -> impl Stream<Item = Usage> + Send + Sync + Unpin + 'static {
    stream::iter(usages(3))
}

#[llm_span(system = "openai", model = "m")]
fn fused() -> impl FusedStream<Item = Usage> {
    stream::iter(usages(1)).fuse()
}

#[chain_step]
fn borrowed<'a>(words: &'a mut Vec<String>) -> impl Stream<Item = &'a mut String> {
    stream::iter(words)
}

#[test]
fn size_hints_pass_through() {
    capture().run(|| {
        let mut stream = pin!(sent());
        assert_eq!(stream.size_hint(), (3, Some(3)));
        assert!(futures::executor::block_on(stream.next()).is_some());
        assert_eq!(stream.size_hint(), (2, Some(2)));
    });
}

#[test]
fn a_fused_stream_stays_fused() {
    capture().run(|| {
        let mut stream = pin!(fused());
        assert!(!stream.is_terminated());
        futures::executor::block_on(stream.by_ref().count());
        assert!(stream.is_terminated());
        assert_eq!(futures::executor::block_on(stream.next()), None);
    });
}

#[test]
fn a_stream_that_is_not_send_can_be_recorded() {
    #[chain_step]
    fn local(shared: Rc<str>) -> impl Stream<Item = Rc<str>> {
        stream::iter([shared])
    }
    let capture = capture();
    let items: Vec<_> = capture.run(|| futures::executor::block_on(local(Rc::from("a")).collect()));
    assert_eq!(items, [Rc::from("a")]);
    assert_eq!(capture.spans().len(), 1);
}

#[test]
fn items_may_borrow_from_parameters() {
    let mut words = vec!["a".to_owned(), "b".to_owned()];
    let capture = capture();
    capture.run(|| {
        futures::executor::block_on(borrowed(&mut words).for_each(|word| {
            word.push('!');
            std::future::ready(())
        }));
    });
    assert_eq!(words, ["a!", "b!"]);
    let span = capture.span("borrowed");
    assert_eq!(span.integer("genai_runtime.stream.chunks"), Some(2));
}
