//! Injecting into carriers that are not empty.

use std::collections::{BTreeMap, HashMap};

use ::http::{HeaderMap, HeaderValue};
use genai_runtime::propagation;
use genai_runtime::testing::capture;
use opentelemetry::Context;
use opentelemetry::trace::{TraceContextExt, TraceFlags};
use serde_json::{Value, json};

use super::{SAMPLED, full_context, span_context};

const STALE: &str = "00-11111111111111111111111111111111-2222222222222222-01";

/// A context with a trace, but without `tracestate` and baggage.
fn plain_context() -> Context {
    let capture = capture();
    let span = span_context(TraceFlags::SAMPLED, "");
    capture.context().with_remote_span_context(span)
}

#[test]
fn headers_of_the_context_are_overwritten_and_others_kept() {
    let mut headers = HeaderMap::new();
    headers.append("traceparent", HeaderValue::from_static(STALE));
    headers.append("traceparent", HeaderValue::from_static(STALE));
    headers.append("tracestate", HeaderValue::from_static("stale=1"));
    headers.append("accept", HeaderValue::from_static("a"));
    headers.append("accept", HeaderValue::from_static("b"));
    propagation::inject_context(&plain_context(), &mut headers);
    let parents: Vec<_> = headers.get_all("traceparent").iter().collect();
    assert_eq!(parents, [SAMPLED]);
    assert_eq!(
        headers.get_all("accept").iter().collect::<Vec<_>>(),
        ["a", "b"]
    );
    assert!(!headers.contains_key("tracestate"), "{headers:?}");
}

#[test]
fn keys_of_string_maps_are_overwritten_in_any_case() {
    let entries = [
        ("Traceparent", STALE),
        ("TRACESTATE", "stale=1"),
        ("Other", "stays"),
    ];
    let entries = entries.map(|(key, value)| (key.to_owned(), value.to_owned()));
    let expected = [("Other", "stays"), ("traceparent", SAMPLED)]
        .map(|(key, value)| (key.to_owned(), value.to_owned()));
    let mut hash = HashMap::from(entries.clone());
    propagation::inject_context(&plain_context(), &mut hash);
    assert_eq!(hash, HashMap::from(expected.clone()));
    let mut tree = BTreeMap::from(entries);
    propagation::inject_context(&plain_context(), &mut tree);
    assert_eq!(tree, BTreeMap::from(expected));
}

#[test]
fn json_values_are_overwritten_whatever_their_type() {
    let mut job =
        json!({ "a": [1], "tracestate": {}, "traceparent": 7, "z": null, "Traceparent": "kept" });
    propagation::inject_context(&plain_context(), &mut job);
    let expected = json!({ "a": [1], "traceparent": SAMPLED, "z": null, "Traceparent": "kept" });
    assert_eq!(job, expected);
}

#[test]
fn json_that_is_not_an_object_is_not_changed() {
    for value in [json!(null), json!([{}]), json!("text"), json!(1)] {
        let mut carrier: Value = value.clone();
        propagation::inject_context(&plain_context(), &mut carrier);
        assert_eq!(carrier, value);
    }
}

#[test]
fn fields_that_the_context_does_not_have_are_kept() {
    let capture = capture();
    let mut headers = HeaderMap::new();
    propagation::inject_context(&full_context(&capture, TraceFlags::SAMPLED), &mut headers);
    let before = headers.clone();
    propagation::inject_context(capture.context(), &mut headers);
    assert_eq!(headers, before);
}
