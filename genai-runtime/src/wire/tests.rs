//! Properties of both readers, for every way to split a body.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures::stream::{self, FusedStream};
use futures::{FutureExt, Stream, StreamExt};

use super::{JsonLines, ServerSentEvents, WireError, json_lines, server_sent_events};
use crate::ErrorReport;

pub(super) type Body = stream::Iter<std::vec::IntoIter<Result<Vec<u8>, Infallible>>>;

/// The items of an unsplit body, after asserting that split bodies give the same.
pub(super) fn read<R>(body: &[u8], reader: impl Fn(Body) -> R) -> Vec<String>
where
    R: Stream<Item = Result<serde_json::Value, WireError<Infallible>>>,
{
    let items = |pieces: Vec<&[u8]>| -> Vec<String> {
        let pieces: Vec<_> = pieces.into_iter().map(|piece| Ok(piece.to_vec())).collect();
        let items = reader(stream::iter(pieces)).map(|item| match item {
            Ok(value) => value.to_string(),
            Err(error) => error.to_string(),
        });
        items
            .collect()
            .now_or_never()
            .expect("a body that is ready")
    };
    let whole = items(vec![body]);
    for size in [1, 7] {
        assert_eq!(
            items(body.chunks(size).collect()),
            whole,
            "pieces of {size}"
        );
    }
    for at in 0..=body.len() {
        let (first, rest) = body.split_at(at);
        assert_eq!(items(vec![first, rest]), whole, "split at {at}");
    }
    whole
}

pub(super) fn events(body: &[u8]) -> Vec<String> {
    read(body, server_sent_events)
}

pub(super) fn lines(body: &[u8]) -> Vec<String> {
    read(body, json_lines)
}

#[test]
fn every_line_ending_ends_a_line() {
    assert_eq!(
        events(b"data: 1\n\ndata: 2\r\n\r\ndata: 3\r\rdata: 4\r\n\ndata: 5\n\r\ndata:6\r\n\r"),
        ["1", "2", "3", "4", "5", "6"]
    );
    assert_eq!(lines(b"1\n2\r\n\r\n\n3\n"), ["1", "2", "3"]);
}

#[test]
fn lines_of_data_are_joined_and_other_fields_are_not_data() {
    let body =
        b": hi\nid: 7\nevent: error\ndata: {\"a\"\nretry: 9\ndata\ndata::\n:\ndata: [1]}\n\n";
    assert_eq!(events(body), [r#"{"a":[1]}"#]);
}

#[test]
fn a_byte_order_mark_counts_at_the_start_only() {
    let body = "\u{feff}data: \"\u{feff}ü🦀\"\n\n\u{feff}data: 2\n\n";
    assert_eq!(events(body.as_bytes()), ["\"\u{feff}ü🦀\""]);
    let body = "\u{feff}\"\u{feff}ü🦀\"\n2\n";
    assert_eq!(lines(body.as_bytes()), ["\"\u{feff}ü🦀\"", "2"]);
}

#[test]
fn the_last_item_counts_without_its_end() {
    assert_eq!(events(b"data: 1\n\ndata: 2\n"), ["1", "2"]);
    assert_eq!(events(b"data: 1\n\ndata: 2"), ["1", "2"]);
    assert_eq!(events(b"data: 1\r\n\r\ndata: 2\r"), ["1", "2"]);
    assert_eq!(lines(b"1\n2"), ["1", "2"]);
    assert_eq!(lines(b"1\n2\r"), ["1", "2"]);
}

#[test]
fn items_without_data_are_skipped() {
    assert_eq!(
        events(b"\n\n: ping\n\nevent: x\n\ndata:\n\ndata:  \n\ndata: 1\n\n"),
        ["1"]
    );
    assert_eq!(lines(b"\n  \n1\n\n"), ["1"]);
    assert!(events(b"").is_empty() && lines(b"").is_empty());
}

#[test]
fn done_ends_the_stream() {
    assert_eq!(
        events(b"data: 1\n\ndata: [DONE]\n\ndata: nonsense\n\n"),
        ["1"]
    );
    assert_eq!(events(b"data: 1\n\ndata:[DONE]"), ["1"]);
    assert_eq!(lines(b"1\n[DONE]\nnonsense"), ["1"]);
}

#[test]
fn half_of_a_character_is_replaced() {
    assert_eq!(
        events(b"data: {\"a\": \"hi \\ud83d\", \"n\": 3}\n\ndata: \"\\ude00!\"\n\n"),
        ["{\"a\":\"hi \u{fffd}\",\"n\":3}", "\"\u{fffd}!\""]
    );
    assert_eq!(lines(b"\"\\ud83d\\ude00\"\n"), ["\"\u{1f600}\""]);
}

#[test]
fn text_that_is_not_json_is_an_error_that_does_not_show_it() {
    let failed = "item 2 of the stream is not JSON (at line 1, column 9)";
    assert_eq!(
        events(b"data: 1\n\ndata: \"secret\n\ndata: 3\n\n")[1],
        "item 2 of the stream is not JSON (at line 1, column 7)"
    );
    assert_eq!(lines(b"1\n{\"open\":secret}\n3\n"), ["1", failed, "3"]);
    let private = br#"{"$serde_json::private::RawValue":"secret"}"#;
    let private = lines(private).concat();
    assert!(!private.contains("secret"), "{private}");
}

#[test]
fn bytes_that_are_not_utf8_are_replaced_in_events_and_refused_in_lines() {
    assert_eq!(events(b"data: \"a\xffb\"\n\n"), ["\"a\u{fffd}b\""]);
    assert_eq!(
        lines(b"\"a\xffb\"\n2"),
        ["item 1 of the stream is not UTF-8", "2"]
    );
}

#[test]
fn items_that_are_too_long_are_skipped() {
    let too_long = "item 2 of the stream is longer than 10 bytes";
    let body = b"data: 1\n\ndata: \"0123\ndata: 456789\"\ndata: 1\n\ndata: 3\n\n";
    let limited = |body| server_sent_events(body).limit(10);
    assert_eq!(read(body, limited), ["1", too_long, "3"]);
    let limited = |body| json_lines(body).limit(10);
    assert_eq!(
        read(b"1\n\"0123456789\"\n3\n", limited),
        ["1", too_long, "3"]
    );
    assert_eq!(read(b"1\n\"0123456789\"", limited), ["1", too_long]);
    let endless = b"data: "
        .iter()
        .chain(&[b'x'; 1000])
        .copied()
        .collect::<Vec<_>>();
    assert_eq!(
        read(&endless, |body| server_sent_events(body).limit(0)).len(),
        1
    );
}

/// Yields its items, and then is pending, or fails the test if it must not be polled again.
pub(super) struct Script(VecDeque<Result<&'static str, &'static str>>, bool);

impl Stream for Script {
    type Item = Result<&'static str, &'static str>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.0.pop_front() {
            Some(piece) => Poll::Ready(Some(piece)),
            None => {
                assert!(
                    !std::mem::replace(&mut self.1, true),
                    "polled after the end"
                );
                Poll::Ready(None)
            }
        }
    }
}

pub(super) fn script<const N: usize>(pieces: [Result<&'static str, &'static str>; N]) -> Script {
    Script(pieces.into(), false)
}

pub(super) fn all<R: Stream<Item = Result<serde_json::Value, WireError<&'static str>>>>(
    reader: R,
) -> Vec<String> {
    let items =
        reader.map(|item| item.map_or_else(|error| error.to_string(), |value| value.to_string()));
    items
        .collect()
        .now_or_never()
        .expect("a body that is ready")
}

#[test]
fn an_error_of_the_body_is_an_item_and_loses_no_other() {
    let body = || script([Ok("data: [1,"), Err("timeout"), Ok("2]\n\n"), Err("reset")]);
    assert_eq!(
        all(server_sent_events(body())),
        ["timeout", "[1,2]", "reset"]
    );
}

#[test]
fn an_item_cut_short_by_an_error_is_dropped() {
    let body = || script([Ok("1\n2"), Err("reset")]);
    assert_eq!(all(json_lines(body())), ["1", "reset"]);
    assert_eq!(
        all(server_sent_events(script([
            Ok("data: 1\n\ndata: 2"),
            Err("reset")
        ]))),
        ["1", "reset"]
    );
}

#[test]
fn a_finished_stream_stays_finished_and_does_not_poll_the_body() {
    let mut done = server_sent_events(script([Ok("data: [DONE]\n\n"), Ok("data: 1\n\n")]));
    let mut ended = json_lines(script([Ok("1")]));
    assert!(!done.is_terminated() && !ended.is_terminated());
    assert!(ended.next().now_or_never().flatten().is_some());
    for _ in 0..3 {
        assert_eq!(done.next().now_or_never(), Some(None));
        assert_eq!(ended.next().now_or_never(), Some(None));
    }
    assert!(done.is_terminated() && ended.is_terminated());
}

#[test]
fn errors_name_their_class() {
    let not_json: WireError<std::fmt::Error> = WireError::NotJson {
        position: 1,
        line: 1,
        column: 1,
    };
    assert_eq!(not_json.error_type(), "not_json");
    let source = WireError::Source(std::fmt::Error);
    assert_eq!(source.error_type(), "core::fmt::Error");
    assert_eq!(source.to_string(), std::fmt::Error.to_string());
}

#[test]
fn readers_have_the_auto_traits_of_their_body() {
    fn send_and_unpin<T: Send + Unpin>(_: &T) {}
    fn error<T: std::error::Error + Send + Sync + 'static>() {}
    send_and_unpin(&server_sent_events(script([])));
    send_and_unpin(&json_lines(script([])));
    error::<WireError<std::io::Error>>();
    let pinned = stream::once(async { Ok::<_, Infallible>("1") });
    let pinned: JsonLines<_> = json_lines(pinned);
    assert_eq!(
        Box::pin(pinned)
            .next()
            .now_or_never()
            .flatten()
            .map(|item| item.is_ok()),
        Some(true)
    );
    assert_eq!(
        format!(
            "{:?}",
            ServerSentEvents::limit(server_sent_events(script([])), 1)
        ),
        "ServerSentEvents { position: 0, .. }"
    );
}
