//! Arbitrary bytes, split anywhere: both readers return the same items as for the whole body, and never panic.

#![no_main]

use std::convert::Infallible;

use futures::executor::block_on_stream;
use futures::stream::{self, Stream};
use genai_runtime::wire::{WireError, json_lines, server_sent_events};
use libfuzzer_sys::arbitrary::{self, Arbitrary};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

#[derive(Debug, Arbitrary)]
struct Input<'a> {
    limit: u16,
    lengths: Vec<u8>,
    body: &'a [u8],
}

type Body<'a> = stream::Iter<std::vec::IntoIter<Result<&'a [u8], Infallible>>>;

fn assert_same_however_split<'a, R>(input: &Input<'a>, read: impl Fn(Body<'a>) -> R)
where
    R: Stream<Item = Result<Value, WireError<Infallible>>> + Unpin,
{
    let items = |pieces: Vec<&'a [u8]>| -> Vec<_> {
        let pieces: Vec<_> = pieces.into_iter().map(Ok).collect();
        block_on_stream(read(stream::iter(pieces))).collect()
    };
    let whole = items(vec![input.body]);
    assert_eq!(items(input.body.chunks(1).collect()), whole);

    let (mut rest, mut pieces) = (input.body, Vec::new());
    for length in &input.lengths {
        let (piece, after) = rest.split_at(rest.len().min(usize::from(*length)));
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    assert_eq!(items(pieces), whole);
}

fuzz_target!(|input: Input<'_>| {
    let limit = usize::from(input.limit);
    assert_same_however_split(&input, server_sent_events);
    assert_same_however_split(&input, |body| server_sent_events(body).limit(limit));
    assert_same_however_split(&input, json_lines);
    assert_same_however_split(&input, |body| json_lines(body).limit(limit));
});
