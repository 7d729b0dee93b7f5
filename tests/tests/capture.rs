//! `testing::capture` gives each test its own telemetry.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::time::{Duration, SystemTime};

use genai_runtime::testing::{Capture, assert_conformant, capture};
use genai_runtime::{Usage, attributes, chain_step, llm_span, record, spawn};
use opentelemetry::logs::{AnyValue, LogRecord as _, Logger as _, LoggerProvider as _};
use opentelemetry::metrics::MeterProvider as _;
use opentelemetry::trace::{Link, Span, Tracer, TracerProvider};
use opentelemetry::{Array, Context, Key, KeyValue, StringValue, Value};

#[llm_span(system = "openai")]
async fn call(model: String) -> Result<Usage, String> {
    tokio::task::yield_now().await;
    if model == "failing" {
        Err(model)
    } else {
        Ok(Usage::new().input(1))
    }
}

#[chain_step]
async fn step(model: &str) {
    let task = spawn(call(model.to_owned()));
    drop(task.await.unwrap());
}

fn assert_only(capture: &Capture, model: &str) {
    let names: Vec<_> = capture.spans().into_iter().map(|span| span.name).collect();
    assert_eq!(names, ["step".to_owned(), format!("chat {model}")]);
    let duration = capture.metric("gen_ai.client.operation.duration").unwrap();
    let models: Vec<_> = duration
        .points
        .iter()
        .map(|point| point.text("gen_ai.request.model"))
        .collect();
    assert_eq!(models, [Some(model.to_owned())]);
    assert_conformant(capture);
}

#[tokio::test(flavor = "multi_thread")]
async fn concurrent_captures_do_not_mix() {
    let captures: Vec<_> = (0..16)
        .map(|number| (format!("model-{number}"), capture()))
        .collect();
    let runs = captures
        .iter()
        .map(|(model, capture)| capture.run_async(step(model)));
    futures::future::join_all(runs).await;
    for (model, capture) in &captures {
        assert_only(capture, model);
    }
}

#[test]
fn threads_have_captures_of_their_own() {
    std::thread::scope(|scope| {
        for number in 0..8 {
            scope.spawn(move || {
                let model = format!("model-{number}");
                let capture = capture();
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .build()
                    .unwrap();
                runtime.block_on(capture.run_async(step(&model)));
                assert_only(&capture, &model);
            });
        }
    });
}

#[tokio::test]
async fn events_are_captured_with_their_span() {
    let capture = capture();
    capture.run_async(step("failing")).await;
    let events = capture.events();
    let span = capture.span("chat failing");
    assert_eq!(events.len(), 1);
    assert!(
        events
            .iter()
            .all(|event| event.span == Some((span.trace_id, span.span_id)))
    );
    assert_conformant(&capture);
}

#[test]
fn outside_of_a_capture_nothing_is_captured() {
    let capture = capture();
    capture.run(|| ());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    runtime.block_on(step("elsewhere"));
    assert!(capture.spans().is_empty());
    assert!(capture.metrics().is_empty());
}

#[test]
fn a_capture_starts_without_a_parent() {
    let outer = capture();
    let inner = capture();
    outer.run(|| {
        #[chain_step]
        fn sync_step() {}
        inner.run(sync_step);
    });
    assert!(outer.spans().is_empty());
    assert_eq!(inner.span("sync_step").parent_id, None);
}

#[test]
fn spans_are_in_the_order_in_which_they_started_whatever_their_clocks_say() {
    let capture = capture();
    let tracer = capture.tracer_provider().tracer("test");
    let started = |name, time| {
        let span = tracer.span_builder(name).with_start_time(time);
        span.start_with_context(&tracer, &Context::new())
    };
    let now = SystemTime::now();
    let mut first = started("first", now);
    let mut second = started("second", now - Duration::from_secs(60));
    second.end();
    first.end();
    let names: Vec<_> = capture.spans().into_iter().map(|span| span.name).collect();
    assert_eq!(names, ["first", "second"]);
}

#[test]
#[should_panic(expected = "no span is named `missing`; captured: [\"sync_step\"]")]
fn the_panic_about_a_missing_span_lists_the_captured_ones() {
    #[chain_step]
    fn sync_step() {}
    let capture = capture();
    capture.run(sync_step);
    capture.span("missing");
}

#[test]
fn events_of_other_libraries_are_captured_completely() {
    let capture = capture();
    let logger = capture.logger_provider().logger("theirs");
    let mut record = logger.create_log_record();
    record.set_event_name("theirs.event");
    record.set_body("it happened".into());
    record.set_severity_text("NOTICE");
    record.set_timestamp(SystemTime::UNIX_EPOCH);
    logger.emit(record);
    let events = capture.events();
    let [event] = events.as_slice() else {
        unreachable!("expected one event, found {events:?}")
    };
    assert_eq!(event.name, "theirs.event");
    assert_eq!(event.body, Some("it happened".into()));
    assert_eq!(event.severity_text.as_deref(), Some("NOTICE"));
    assert_eq!(event.time, Some(SystemTime::UNIX_EPOCH));
}

#[test]
#[should_panic(expected = "metrics cannot be collected")]
fn metrics_that_cannot_be_collected_are_a_panic() {
    let capture = capture();
    capture.meter_provider().shutdown().unwrap();
    capture.metrics();
}

#[test]
fn the_last_value_of_a_key_is_returned() {
    #[chain_step]
    fn count() {
        for done in 1..=3 {
            record(attributes! { "app.done" = done });
        }
    }
    let capture = capture();
    capture.run(count);
    assert_eq!(capture.only_span().integer("app.done"), Some(3));
}

#[test]
fn spans_events_and_metrics_have_the_same_accessors_of_attributes() {
    macro_rules! assert_attributes {
        ($captured:expr) => {
            let captured = $captured;
            assert_eq!(captured.text("app.text").as_deref(), Some("a"));
            assert_eq!(captured.integer("app.integer"), Some(3));
            assert_eq!(captured.number("app.number"), Some(0.5));
            let texts = captured.texts("app.texts").unwrap();
            assert_eq!(texts, ["a", "b"]);
            assert!(captured.attribute("app.text").is_some());
            assert_eq!(captured.text("app.integer"), None);
            assert_eq!(captured.integer("app.number"), None);
            assert_eq!(captured.number("app.texts"), None);
            assert_eq!(captured.texts("app.text"), None);
        };
    }
    let texts: Vec<StringValue> = vec!["a".into(), "b".into()];
    let attributes = vec![
        KeyValue::new("app.text", "a"),
        KeyValue::new("app.integer", 3),
        KeyValue::new("app.number", 0.5),
        KeyValue::new("app.texts", Value::Array(Array::String(texts.clone()))),
    ];
    let capture = capture();
    let tracer = capture.tracer_provider().tracer("test");
    let other = tracer.start_with_context("other", &Context::new());
    let link = Link::new(other.span_context().clone(), attributes.clone(), 0);
    let builder = tracer.span_builder("span").with_links(vec![link]);
    let builder = builder.with_attributes(attributes.clone());
    let mut span = builder.start_with_context(&tracer, &Context::new());
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(7);
    span.add_event_with_timestamp("event", time, attributes.clone());
    span.end();
    let meter = capture.meter_provider().meter("test");
    meter.u64_counter("points").build().add(1, &attributes);
    let logger = capture.logger_provider().logger("test");
    let mut record = logger.create_log_record();
    record.add_attributes([
        (Key::new("app.text"), AnyValue::from("a")),
        (Key::new("app.integer"), AnyValue::from(3)),
        (Key::new("app.number"), AnyValue::from(0.5)),
        (Key::new("app.texts"), texts.into_iter().collect()),
    ]);
    logger.emit(record);

    let span = capture.span("span");
    assert_attributes!(&span);
    assert_attributes!(&span.links[0]);
    assert_attributes!(&span.events[0]);
    assert_eq!(span.events[0].time, time);
    assert_attributes!(&capture.metric("points").unwrap().points[0]);
    assert_attributes!(&capture.events()[0]);
}
