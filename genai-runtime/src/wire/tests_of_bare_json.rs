//! JSON outside of events and lines, and bodies that are something else.

use std::convert::Infallible;

use futures::{FutureExt, StreamExt, stream};
use serde_json::json;

use super::tests::{all, events, lines, read, script};
use super::{WireError, json_lines, server_sent_events};
use crate::ErrorReport;

const GEMINI_ERROR: &str =
    "{\n  \"error\": {\n    \"code\": 503,\n    \"status\": \"UNAVAILABLE\"\n  }\n}";
const COMPACT_ERROR: &str = r#"{"error":{"code":503,"status":"UNAVAILABLE"}}"#;
const PAGE: &str =
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n\r\n<p>id</p>\n</html>\n";

/// A body with each of the line endings.
fn with_every_ending(body: &str) -> [String; 3] {
    ["\n", "\r\n", "\r"].map(|ending| body.replace('\n', ending))
}

#[test]
fn json_after_events_is_an_item() {
    for end in ["", "\n", "\n\n", "\n\ndata: 2\n\n", "\ndata: 2"] {
        let body = format!("data: 1\n\n{GEMINI_ERROR}{end}");
        for body in with_every_ending(&body) {
            let items = events(body.as_bytes());
            let after: &[&str] = if end.contains("data") { &["2"] } else { &[] };
            assert_eq!(items[..2], ["1", COMPACT_ERROR], "{body:?}");
            assert_eq!(items[2..], *after, "{body:?}");
        }
    }
}

#[test]
fn a_body_of_nothing_but_json_is_its_items() {
    for before in [
        "",
        "\n\n",
        "\u{feff}",
        " \t",
        "  \n ",
        ": a comment\n",
        "upstream says\n",
    ] {
        for error in [GEMINI_ERROR, COMPACT_ERROR] {
            let body = format!("{before}{error}");
            assert_eq!(events(body.as_bytes()), [COMPACT_ERROR], "{body:?}");
        }
    }
    assert_eq!(
        events(b"{\"a\":\"}\\\"{\"} {\"b\":2}\n[3]"),
        [r#"{"a":"}\"{"}"#, r#"{"b":2}"#, "3"]
    );
}

#[test]
fn an_array_is_its_elements() {
    let body = "[{\n  \"a\": [1, 2]\n}\n,\n{\n  \"b\": \"],\\\"[\"\n}\n]\n";
    for body in with_every_ending(body) {
        assert_eq!(
            events(body.as_bytes()),
            [r#"{"a":[1,2]}"#, r#"{"b":"],\"["}"#]
        );
    }
    assert_eq!(events(b"[1, [2,\n3] ,\"4,]\" ]"), ["1", "[2,3]", "\"4,]\""]);
    assert!(events(b"[]").is_empty() && events(b"[ \n ]").is_empty());
}

#[test]
fn elements_do_not_wait_for_what_follows() {
    let body = |piece| stream::iter([Ok::<_, Infallible>(piece)]).chain(stream::pending());
    let first = server_sent_events(body("[{\"a\": 1}"))
        .next()
        .now_or_never();
    assert_eq!(first, Some(Some(Ok(json!({"a": 1})))));
    let first = json_lines(body("[{\n\"a\": 1\n}\n")).next().now_or_never();
    assert_eq!(first, Some(Some(Ok(json!({"a": 1})))));
}

#[test]
fn an_open_event_comes_before_json_outside_of_it() {
    let body = format!("data: 1\n{GEMINI_ERROR}\ndata: 2\n\n");
    assert_eq!(events(body.as_bytes()), ["1", COMPACT_ERROR, "2"]);
}

#[test]
fn a_field_named_error_holds_an_error() {
    let wrapped = r#"{"error":{"code":500,"message":"no"}}"#;
    for body in [
        "data: 1\n\nerror: {\"code\": 500, \"message\": \"no\"}\n\ndata: [DONE]\n\n",
        "data: 1\nerror:{\"error\":\n{\"code\": 500, \"message\": \"no\"}}\n\n",
    ] {
        for body in with_every_ending(body) {
            assert_eq!(events(body.as_bytes()), ["1", wrapped], "{body:?}");
        }
    }
    assert_eq!(
        events(b"data: 1\n\nerror: data: 2\n\nerror:\n\n{}"),
        ["1", "{}"]
    );
}

#[test]
fn done_needs_no_field() {
    assert_eq!(events(b"data: 1\n[DONE]\ndata: 2\n\n"), ["1"]);
    assert_eq!(
        events(b"{\"a\":\n[DONE]\n{}"),
        ["item 1 of the stream is not JSON (at line 2, column 0)"]
    );
}

#[test]
fn text_that_never_becomes_json_is_an_error() {
    for (bare, place) in [
        ("{\"secret\"}", "line 1, column 10"),
        ("{secret}", "line 1, column 2"),
        ("{\n  \"a\": secret}", "line 2, column 8"),
        ("[secret] and more", "line 1, column 1"),
        ("[}", "line 1, column 1"),
        ("{]", "line 1, column 2"),
    ] {
        for (end, after) in [("", &[][..]), ("\ndata: 3\n\n", &["3"])] {
            let items = events(format!("data: 1\n\n{bare}{end}").as_bytes());
            let failed = format!("item 2 of the stream is not JSON (at {place})");
            assert_eq!(items[..2], ["1", &failed], "{bare}");
            assert_eq!(items[2..], *after, "{bare}");
        }
    }
}

#[test]
fn json_ends_where_the_body_or_a_field_says_so() {
    for bare in ["{", "{\"a", "{\n\"a\": {}", "[", "[1", "[{\"a\":", "[ [\n"] {
        for end in [
            "",
            "\ndata: 3\n\n",
            "\n: ping\ndata: 3\n\n",
            "\nid\ndata: 3",
        ] {
            for body in with_every_ending(&format!("data: 1\n\n{bare}{end}")) {
                let items = events(body.as_bytes());
                let failed = "item 2 of the stream is not JSON (at line ";
                let after: &[&str] = if end.is_empty() { &[] } else { &["3"] };
                assert!(items[1].starts_with(failed), "{body:?}: {items:?}");
                assert_eq!(items[2..], *after, "{body:?}");
            }
        }
    }
    let failed = "item 2 of the stream is not JSON (at line 1, column 1)";
    assert_eq!(events(b"[{\"a\":1},\n"), ["{\"a\":1}", failed]);
}

#[test]
fn lines_that_begin_otherwise_stay_ignored() {
    let body = b"data: {\n\"a\": 0\n  {\"b\": 2}\nerror\n}\ndata: }\n\nnonsense\n\n";
    assert_eq!(events(body), ["{}"]);
}

#[test]
fn a_body_that_is_something_else_is_an_error() {
    let page = ["the body holds neither events nor JSON: it begins with '<'"];
    for body in with_every_ending(PAGE) {
        assert_eq!(events(body.as_bytes()), page);
    }
    assert_eq!(events(format!("\u{feff}\n  {PAGE}").as_bytes()), page);
    assert_eq!(lines(format!("\u{feff}\n  {PAGE}").as_bytes()), page);
    let nothing_said = ["the body holds neither events nor JSON"];
    assert_eq!(events(b"upstream connect error\n"), nothing_said);
    assert_eq!(events(b"error: overloaded\n\n"), nothing_said);
    assert_eq!(events(b"dat"), nothing_said);
    assert_eq!(events(b"\xff\xfe"), nothing_said);
    assert_eq!(
        events(b"\x1f\x8b\x08"),
        ["the body holds neither events nor JSON: it begins with '\\u{1f}'"]
    );
    for stream in [
        "\n \n\t\n",
        "data:\n\n",
        ": ping",
        "id: 1",
        "<p>\nevent: x\n\n",
        "<p>\n[]",
    ] {
        assert!(events(stream.as_bytes()).is_empty(), "{stream}");
    }
    let error: WireError<Infallible> = WireError::NotAStream {
        begins_with: Some('<'),
    };
    assert_eq!(error.error_type(), "not_a_stream");
}

#[test]
fn a_failed_body_is_not_reported_as_another_format() {
    assert_eq!(
        all(server_sent_events(script([Ok("<html>\n{"), Err("reset")]))),
        ["reset"]
    );
}

#[test]
fn bare_json_is_held_to_the_limit() {
    let too_long = "item 2 of the stream is longer than 10 bytes";
    let limited = |body| server_sent_events(body).limit(10);
    for end in ["", "}", "}\n", "}}"] {
        let body = format!("data: 1\n\n{{\"a\":\n\"01234\"{end}\ndata: 3\n\n");
        assert_eq!(
            read(body.as_bytes(), limited),
            ["1", too_long, "3"],
            "{body}"
        );
    }
    assert_eq!(
        read(b"[1, \"0123456789\", [7,8] ]", limited),
        ["1", too_long, "[7,8]"]
    );
    assert_eq!(
        read(b"[1,{\"a\":12345}", limited),
        [
            "1",
            too_long,
            "item 3 of the stream is not JSON (at line 1, column 1)"
        ]
    );
    let limited = |body| json_lines(body).limit(10);
    assert_eq!(
        read(b"1\n{\n\"a\":\n123456}\n3\n", limited),
        ["1", too_long, "3"]
    );
    assert_eq!(
        read(b"1\n{\n\"a\":123456\n}\n3\n", limited),
        ["1", too_long, "3"]
    );
}

#[test]
fn json_over_several_lines_is_read_among_lines() {
    for body in [
        format!("{{\"a\":1}}\n{GEMINI_ERROR}\n{{\"b\":2}}\n"),
        format!(
            "{{\"a\":1}}\r\n[{}\r\n]\r\n{{\"b\":2}}",
            GEMINI_ERROR.replace('\n', "\r\n")
        ),
        format!("[{{\"a\":1}}\n,\r\n{GEMINI_ERROR}\n,\n{{\"b\":2}}]\n"),
    ] {
        assert_eq!(
            lines(body.as_bytes()),
            [r#"{"a":1}"#, COMPACT_ERROR, r#"{"b":2}"#],
            "{body:?}"
        );
    }
    assert_eq!(lines(b"{\n} , 2 \n[\n] 3"), ["{}", "2", "3"]);
}

#[test]
fn lines_that_are_values_stay_items_of_their_own() {
    assert_eq!(lines(b"[1,2]\n[[3],\"[\"]\n"), ["[1,2]", "[[3],\"[\"]"]);
    let failed = "item 1 of the stream is not JSON (at line 1, column 6)";
    assert_eq!(lines(b"{\"a\":[\n{\"b\":2}\n"), [failed, "{\"b\":2}"]);
}

#[test]
fn unclosed_json_does_not_lose_later_lines() {
    let failed = |item, place| format!("item {item} of the stream is not JSON (at line {place})");
    assert_eq!(
        lines(b"{\n\"a\":\n{\"b\":2}\n[\n1,"),
        [
            &failed(1, "3, column 0"),
            "{\"b\":2}",
            "1",
            &failed(4, "1, column 1")
        ]
    );
    assert_eq!(lines(b"{\n1"), [failed(1, "2, column 1")]);
}
