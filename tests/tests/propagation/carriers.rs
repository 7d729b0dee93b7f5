//! Injected context can be extracted from every carrier.

use std::collections::{BTreeMap, HashMap};

use ::http::HeaderMap;
use genai_runtime::testing::{Capture, capture};
use genai_runtime::{chain_step, propagation};
use opentelemetry::Context;
use opentelemetry::baggage::BaggageExt;
use opentelemetry::trace::{TraceContextExt, TraceFlags};
use serde_json::{Map, Value, json};

use super::{SAMPLED, SPAN_ID, TRACE_ID, assert_same, full_context};

fn survives<C: propagation::Carrier + Clone>(empty: &C) {
    for flags in [TraceFlags::SAMPLED, TraceFlags::default()] {
        let capture = capture();
        let context = full_context(&capture, flags);
        let mut carrier = empty.clone();
        propagation::inject_context(&context, &mut carrier);
        capture.run(|| assert_same(&propagation::extract(&carrier), &context));

        // Through the current context as well.
        let mut current = empty.clone();
        let _attached = context.clone().attach();
        propagation::inject(&mut current);
        let base = capture.context();
        assert_same(&propagation::extract_with_context(base, &current), &context);
    }
}

#[test]
fn a_context_survives_in_headers() {
    survives(&HeaderMap::new());
}

#[test]
fn a_context_survives_in_maps_of_strings() {
    survives(&HashMap::<String, String>::new());
    survives(&BTreeMap::<String, String>::new());
}

#[test]
fn a_context_survives_in_json() {
    survives(&Map::new());
    survives(&json!({}));
}

#[test]
fn json_has_the_standard_names_and_values() {
    let capture = capture();
    let mut meta = Map::new();
    let context = full_context(&capture, TraceFlags::SAMPLED);
    propagation::inject_context(&context, &mut meta);
    assert_eq!(meta["traceparent"], SAMPLED);
    assert_eq!(meta["tracestate"], "vendor=a:b,other=c");
    assert!(meta["baggage"].is_string());
    assert_eq!(meta.len(), 3);
}

#[test]
fn an_extracted_parent_is_remote() {
    #[chain_step(parent = propagation::extract(job))]
    fn work(job: &Value) {}

    let capture = capture();
    let job = json!({ "traceparent": SAMPLED });
    capture.run(|| work(&job));
    let span = capture.span("work");
    assert_eq!((span.trace_id, span.parent_id), (TRACE_ID, Some(SPAN_ID)));
    assert!(span.parent_is_remote);
}

#[test]
fn the_current_span_is_what_is_injected() {
    #[chain_step]
    fn send() -> HashMap<String, String> {
        let mut headers = HashMap::new();
        propagation::inject(&mut headers);
        headers
    }
    let capture = capture();
    let headers = capture.run(send);
    let span = capture.span("send");
    let expected = format!("00-{}-{}-01", span.trace_id, span.span_id);
    assert_eq!(headers["traceparent"], expected);
    assert_eq!(headers.len(), 1, "absent fields must not be injected");
    assert!(!span.parent_is_remote);
}

#[test]
fn an_unsampled_span_is_injected_as_unsampled() {
    #[chain_step]
    fn send() -> HashMap<String, String> {
        let mut headers = HashMap::new();
        propagation::inject(&mut headers);
        headers
    }
    let headers = Capture::unsampled().run(send);
    assert!(headers["traceparent"].ends_with("-00"), "{headers:?}");
}

#[test]
fn a_carrier_without_a_trace_does_not_change_the_context() {
    let capture = capture();
    let context = full_context(&capture, TraceFlags::SAMPLED);
    let _attached = context.clone().attach();
    let empty = HeaderMap::new();
    assert_same(&propagation::extract(&empty), &context);
    let fresh = propagation::extract_with_context(&Context::new(), &empty);
    assert!(!fresh.span().span_context().is_valid());
    assert!(fresh.baggage().is_empty());
}

#[test]
fn nothing_is_injected_or_extracted_without_a_propagator() {
    let capture = capture();
    let context = full_context(&capture, TraceFlags::SAMPLED);
    let bare = Context::new().with_remote_span_context(context.span().span_context().clone());
    let mut headers = HeaderMap::new();
    propagation::inject_context(&bare, &mut headers);
    assert!(headers.is_empty());
    headers.insert("traceparent", SAMPLED.parse().unwrap());
    assert!(
        !propagation::extract(&headers)
            .span()
            .span_context()
            .is_valid()
    );

    // Nothing is extracted: neither from the carrier nor from the current context.
    let _attached = bare.attach();
    let extracted = propagation::extract_with_context(&Context::new(), &headers);
    assert!(!extracted.span().span_context().is_valid());
}
