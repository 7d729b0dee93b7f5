//! Carriers with foreign contents: nothing panics, and nothing is invented.

use std::collections::HashMap;

use ::http::{HeaderMap, HeaderName, HeaderValue};
use genai_runtime::propagation;
use genai_runtime::testing::capture;
use opentelemetry::Context;
use opentelemetry::baggage::{BaggageExt, KeyValueMetadata};
use opentelemetry::trace::{TraceContextExt, TraceFlags};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{SAMPLED, TRACE_ID, UNSAMPLED, span_context};

fn has_trace(carrier: &impl propagation::Carrier) -> bool {
    let extracted = capture().run(|| propagation::extract(carrier));
    extracted.span().span_context().is_valid()
}

#[test]
fn a_malformed_traceparent_is_ignored() {
    for traceparent in [
        "",
        "-",
        "---",
        "00",
        "garbage",
        "00-1-2-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
        "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e47366-00f067aa0ba902b7-01",
    ] {
        let mut headers = HeaderMap::new();
        headers.insert("traceparent", HeaderValue::from_static(traceparent));
        assert!(!has_trace(&headers), "{traceparent}");
        assert!(
            !has_trace(&json!({ "traceparent": traceparent })),
            "{traceparent}"
        );
        let map = HashMap::from([("traceparent".to_owned(), traceparent.to_owned())]);
        assert!(!has_trace(&map), "{traceparent}");
    }
}

#[test]
fn two_traceparents_are_ignored() {
    let mut headers = HeaderMap::new();
    headers.append("traceparent", HeaderValue::from_static(SAMPLED));
    headers.append("traceparent", HeaderValue::from_static(UNSAMPLED));
    assert!(!has_trace(&headers));
}

#[test]
fn a_malformed_tracestate_does_not_invalidate_the_trace() {
    let job = json!({ "traceparent": SAMPLED, "tracestate": "no list" });
    let extracted = capture().run(|| propagation::extract(&job));
    let expected = span_context(TraceFlags::SAMPLED, "");
    assert_eq!(extracted.span().span_context(), &expected);
}

#[test]
fn lists_in_several_headers_are_joined() {
    let mut headers = HeaderMap::new();
    headers.append("TraceParent", HeaderValue::from_static(SAMPLED));
    for state in ["a=1", "", "b=2,c=3"] {
        headers.append("tracestate", HeaderValue::from_static(state));
    }
    headers.append("baggage", HeaderValue::from_static("one=1"));
    headers.append("baggage", HeaderValue::from_static("two=2"));
    let extracted = capture().run(|| propagation::extract(&headers));
    let expected = span_context(TraceFlags::SAMPLED, "a=1,b=2,c=3");
    assert_eq!(extracted.span().span_context(), &expected);
    assert_eq!(extracted.baggage().get("two").unwrap().as_str(), "2");
    assert_eq!(extracted.baggage().len(), 2);
}

#[test]
fn values_of_baggage_are_complete() {
    let mut headers = HeaderMap::new();
    headers.append(
        "baggage",
        HeaderValue::from_static("tok=YWJj==;kind=base64"),
    );
    headers.append("baggage", HeaderValue::from_static("a=b=c"));
    let capture = capture();
    let values = |headers: &HeaderMap| {
        let extracted = capture.run(|| propagation::extract(headers));
        let value = |key: &str| extracted.baggage().get(key).unwrap().to_string();
        ([value("tok"), value("a")], extracted)
    };
    let expected = ["YWJj==", "b=c"].map(str::to_owned);
    let (found, extracted) = values(&headers);
    assert_eq!(found, expected);
    let mut passed_on = HeaderMap::new();
    propagation::inject_context(&extracted, &mut passed_on);
    assert_eq!(values(&passed_on).0, expected);
}

#[test]
fn an_entry_of_baggage_that_is_not_ascii_does_not_affect_others() {
    let mut headers = HeaderMap::new();
    let list = "tenant=acme,owner=größe;in=Köln".as_bytes();
    headers.append("baggage", HeaderValue::from_bytes(list).unwrap());
    let latin = HeaderValue::from_bytes(b"a=1,latin=s\xf6hne").unwrap();
    headers.append("Baggage", latin);
    let capture = capture();
    let extracted = capture.run(|| propagation::extract(&headers));
    let value = |key: &str| extracted.baggage().get(key).unwrap().to_string();
    let found = ["tenant", "owner", "a", "latin"].map(value);
    assert_eq!(found, ["acme", "größe", "1", "s\u{fffd}hne"]);
}

#[test]
fn injected_baggage_is_ascii() {
    let capture = capture();
    let context = capture
        .context()
        .with_baggage([KeyValueMetadata::new("owner", "größe", "in=Köln")]);
    let mut headers = HeaderMap::new();
    propagation::inject_context(&context, &mut headers);
    assert_eq!(
        headers["baggage"].to_str().unwrap(),
        "owner=gr%C3%B6%C3%9Fe;in=K%C3%B6ln"
    );
    let extracted = capture.run(|| propagation::extract(&headers));
    let (value, metadata) = extracted.baggage().get_with_metadata("owner").unwrap();
    assert_eq!((value.as_str(), metadata.as_str()), ("größe", "in=Köln"));
}

#[test]
fn keys_are_case_insensitive_except_in_json() {
    let spelt = |keys: &[&str]| -> HashMap<String, String> {
        let mut ids = [SAMPLED, UNSAMPLED].into_iter().cycle();
        let entries = keys
            .iter()
            .map(|key| ((*key).to_owned(), ids.next().unwrap().to_owned()));
        entries.collect()
    };
    for keys in [
        &["Traceparent"][..],
        &["traceparent", "Traceparent"],
        &["TRACEPARENT", "Traceparent"],
    ] {
        let extracted = capture().run(|| propagation::extract(&spelt(keys)));
        assert!(extracted.span().span_context().is_sampled(), "{keys:?}");
    }
    // The keys of JSON are case-sensitive.
    assert!(!has_trace(&json!({ "Traceparent": SAMPLED })));
}

#[test]
fn json_values_that_are_not_strings_are_ignored() {
    for value in [
        json!(null),
        json!(1),
        json!([SAMPLED]),
        json!({ "traceparent": SAMPLED }),
    ] {
        assert!(!has_trace(&json!({ "traceparent": value })));
    }
    for carrier in [json!(null), json!([]), json!(SAMPLED), json!(true)] {
        assert!(!has_trace(&carrier));
    }
}

#[test]
fn header_values_that_are_not_text_are_ignored() {
    let mut headers = HeaderMap::new();
    headers.append(
        "traceparent",
        HeaderValue::from_bytes(b"00-\xff\xfe").unwrap(),
    );
    assert!(!has_trace(&headers));
}

#[test]
fn line_breaks_in_baggage_are_escaped_without_loss() {
    let received = HashMap::from([(
        "baggage".to_owned(),
        "tenant=acme,a=b;x\r\nEvil: 1;y=\u{7f},c=d%0D%0Ae".to_owned(),
    )]);
    let capture = capture();
    let context = capture.run(|| propagation::extract(&received));
    let mut map = HashMap::new();
    let mut headers = HeaderMap::new();
    propagation::inject_context(&context, &mut map);
    propagation::inject_context(&context, &mut headers);
    let is_readable = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    assert!(map["baggage"].bytes().all(is_readable), "{map:?}");
    let entries = |context: &Context| {
        ["tenant", "a", "c"].map(|key| {
            let (value, metadata) = context.baggage().get_with_metadata(key).unwrap();
            (value.to_string(), metadata.as_str().to_owned())
        })
    };
    let expected = [("acme", ""), ("b", "x\r\nEvil: 1;y=\u{7f}"), ("d\r\ne", "")];
    let expected = expected.map(|(value, metadata)| (value.to_owned(), metadata.to_owned()));
    let of_map = capture.run(|| propagation::extract(&map));
    let of_headers = capture.run(|| propagation::extract(&headers));
    for context in [context, of_map, of_headers] {
        assert_eq!(context.baggage().len(), 3);
        assert_eq!(entries(&context), expected);
    }
}

#[test]
fn a_tracestate_with_a_line_break_is_not_injected() {
    let capture = capture();
    let traceparent = SAMPLED.to_owned();
    let received = HashMap::from([
        ("traceparent".to_owned(), traceparent.clone()),
        ("tracestate".to_owned(), "a=1\r\nhost: evil".to_owned()),
    ]);
    let context = capture.run(|| propagation::extract(&received));
    let mut sent = HashMap::new();
    propagation::inject_context(&context, &mut sent);
    assert_eq!(
        sent,
        HashMap::from([("traceparent".to_owned(), traceparent)])
    );
}

#[test]
fn a_value_that_is_not_a_valid_header_is_dropped() {
    let capture = capture();
    let span = span_context(TraceFlags::SAMPLED, "key=line\r\nset-cookie: a");
    let context = capture.context().with_remote_span_context(span);
    let mut headers = HeaderMap::new();
    headers.insert("tracestate", HeaderValue::from_static("stale=1"));
    propagation::inject_context(&context, &mut headers);
    assert_eq!(headers.len(), 1);
    assert_eq!(headers["traceparent"], SAMPLED);
}

#[test]
fn full_headers_are_not_changed() {
    let mut headers: HeaderMap = HeaderMap::new();
    let mut number = 0_u32;
    while let Ok(name) = HeaderName::try_from(format!("x-{number}"))
        && headers
            .try_insert(name, HeaderValue::from_static(""))
            .is_ok()
    {
        number += 1;
    }
    let capture = capture();
    let context = capture
        .context()
        .with_remote_span_context(span_context(TraceFlags::SAMPLED, "a=b"));
    let before = headers.len();
    propagation::inject_context(&context, &mut headers);
    assert_eq!(headers.len(), before);
}

#[test]
fn excess_baggage_is_dropped_and_the_trace_kept() {
    let long = format!("key={}", "x".repeat(10_000));
    let many = (0..10_000)
        .map(|number| format!("k{number}=v"))
        .collect::<Vec<_>>();
    for baggage in [
        long,
        many.join(","),
        ",;=%".repeat(1_000),
        "%ff=%ff".to_owned(),
    ] {
        let job = json!({ "traceparent": SAMPLED, "baggage": baggage });
        let extracted = capture().run(|| propagation::extract(&job));
        assert_eq!(extracted.span().span_context().trace_id(), TRACE_ID);
        assert!(extracted.baggage().len() <= 64);
    }
}

proptest! {
    #[test]
    fn no_content_of_a_carrier_causes_a_panic(
        texts in proptest::collection::vec(proptest::option::of(any::<String>()), 3),
        bytes in proptest::collection::vec(any::<u8>(), 0..80),
    ) {
        let capture = capture();
        let fields = ["traceparent", "tracestate", "baggage"];
        let mut object = serde_json::Map::new();
        let mut map = HashMap::new();
        let mut headers = HeaderMap::new();
        for (field, text) in fields.into_iter().zip(texts) {
            if let Some(text) = text {
                object.insert(field.to_owned(), Value::String(text.clone()));
                map.insert(field.to_owned(), text);
            }
            if let Ok(value) = HeaderValue::from_bytes(&bytes) {
                headers.append(field, value);
            }
        }
        capture.run(|| {
            for mut context in [
                propagation::extract(&object),
                propagation::extract(&map),
                propagation::extract(&headers),
            ] {
                propagation::inject_context(&context, &mut headers);
                context = propagation::extract(&headers);
                propagation::inject_context(&context, &mut object);
            }
        });
    }
}
