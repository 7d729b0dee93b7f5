//! Properties of any body.

use bytes::Buf;
use proptest::prelude::*;
use sse_core::{SseDecoder, SseEvent};

use super::tests::{events, lines, read};
use super::{json_lines, server_sent_events};

/// The data of a body's events, as the decoder alone reads them.
fn decoded(body: &str) -> Vec<String> {
    let mut bytes = body.as_bytes().chain(&b"\n\n"[..]);
    let mut decoder = SseDecoder::new();
    let events = std::iter::from_fn(|| decoder.next(&mut bytes));
    let data = events.filter_map(|event| match event {
        Ok(SseEvent::Message(message)) => Some(message.data),
        _ => None,
    });
    data.filter(|data| !data.trim().is_empty()).collect()
}

fn line_without_bare_json() -> impl Strategy<Value = String> {
    let lines = prop::sample::select(vec![
        "data: 1",
        "data:22",
        "data: 3",
        "data",
        "event: {}",
        "event",
        "id: [",
        "id",
        "retry: 5",
        "retry",
        ": {",
        ":",
        "",
        "",
        "",
        "other: {}",
        "dat",
        "data ",
        "idea: 1",
        " data: 4",
        " {}",
        "}",
        "error",
        "errors: {}",
        "error: 1",
        "\u{feff}data: 5",
    ]);
    let endings = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    (lines, endings).prop_map(|(line, ending)| format!("{line}{ending}"))
}

proptest! {
    /// The helper asserts it.
    #[test]
    fn any_mixture_is_read_the_same_for_every_split(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "data: ", "error: ", "id", "[DONE]", "{", "}", "[", "]", ",", "\"", "\\", "1", " ", "\n", "\r", "\u{feff}",
                "{\"a\":1}", "<p>",
            ]),
            0..16,
        ),
        limit in 0_usize..12,
    ) {
        let body = pieces.concat();
        read(body.as_bytes(), |body| server_sent_events(body).limit(limit));
        read(body.as_bytes(), |body| json_lines(body).limit(limit));
        events(body.as_bytes());
        lines(body.as_bytes());
    }

    #[test]
    fn streams_without_bare_json_agree_with_the_decoder(
        lines in prop::collection::vec(line_without_bare_json(), 0..20),
    ) {
        // The comment makes it a stream, whatever follows.
        let body = format!(":\n{}", lines.concat());
        let (items, data) = (events(body.as_bytes()), decoded(&body));
        prop_assert_eq!(items.len(), data.len());
        for (item, data) in items.iter().zip(data) {
            let is_number = data.trim().parse::<u8>().is_ok();
            prop_assert_eq!(item == data.trim(), is_number, "{} of {:?}", item, data);
        }
    }
}
