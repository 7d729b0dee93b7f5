//! Rules for metrics.

use genai_runtime::Conventions;
use genai_runtime::testing::Capture;
use opentelemetry::KeyValue;
use opentelemetry::metrics::{Meter, MeterProvider};

use super::graver;

const DURATION: &str = "gen_ai.client.operation.duration";
const BOUNDS: [f64; 14] = [
    0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92,
];

fn common() -> Vec<KeyValue> {
    vec![
        KeyValue::new("gen_ai.operation.name", "chat"),
        KeyValue::new("gen_ai.provider.name", "groq"),
    ]
}

fn and(key: &'static str, value: impl Into<opentelemetry::Value>) -> Vec<KeyValue> {
    let mut attributes = common();
    attributes.push(KeyValue::new(key, value));
    attributes
}

#[track_caller]
fn assert_in(conventions: Conventions, record: impl FnOnce(&Meter), expected: &[&str]) {
    let capture = Capture::with_conventions(conventions);
    record(&capture.meter_provider().meter("another library"));
    assert_eq!(graver(&capture), expected);
}

#[track_caller]
fn assert(record: impl FnOnce(&Meter), expected: &[&str]) {
    assert_in(Conventions::V1_41, record, expected);
}

fn record_duration(meter: &Meter, attributes: &[KeyValue]) {
    let histogram = meter.f64_histogram(DURATION).with_unit("s");
    let histogram = histogram.with_boundaries(BOUNDS.to_vec()).build();
    histogram.record(0.5, attributes);
}

#[test]
fn correct_metrics_and_those_of_other_libraries_pass() {
    assert(|meter| record_duration(meter, &common()), &[]);
    assert(
        |meter| record_duration(meter, &and("error.type", "timeout")),
        &[],
    );
    assert(
        |meter| record_duration(meter, &and("genai_runtime.outcome", "cancelled")),
        &[],
    );
    assert(
        |meter| meter.u64_counter("http.requests").build().add(1, &[]),
        &[],
    );
    assert(
        |meter| meter.u64_counter("genai_runtime.own").build().add(1, &[]),
        &[],
    );
}

#[test]
fn a_name_that_no_written_profile_has_is_found() {
    let usage = |meter: &Meter| {
        let bounds = genai_bounds();
        let usage = meter
            .u64_histogram("gen_ai.client.token.usage")
            .with_unit("{token}");
        let usage = usage.with_boundaries(bounds).build();
        usage.record(3, &and("gen_ai.token.type", "input"));
    };
    assert(usage, &[]);
    assert_in(Conventions::LATEST_AND_V1_41, usage, &[]);
    assert_in(
        Conventions::LATEST,
        usage,
        &[
            "violation: `gen_ai.client.token.usage`: the metric exists only in v1.41, not in latest; \
           record `gen_ai.client.inference.operation.input_tokens`, \
             `gen_ai.client.inference.operation.output_tokens`, \
             `gen_ai.client.inference.usage.input_tokens`, \
             `gen_ai.client.inference.usage.output_tokens`",
        ],
    );
    assert(
        |meter| {
            meter
                .u64_counter("gen_ai.client.operation.durations")
                .build()
                .add(1, &[]);
        },
        &[
            "violation: `gen_ai.client.operation.durations`: unknown metric; did you mean \
           `gen_ai.client.operation.duration`?",
        ],
    );
    assert(
        |meter| meter.u64_counter("gen_ai.mood").build().add(1, &[]),
        &["violation: `gen_ai.mood`: unknown metric"],
    );
}

fn genai_bounds() -> Vec<f64> {
    (0..14).map(|power| 4_f64.powi(power)).collect()
}

#[test]
fn an_instrument_type_number_or_unit_that_differs_from_the_conventions_is_found() {
    assert(
        |meter| {
            let counter = meter.u64_counter(DURATION).with_unit("ms").build();
            counter.add(1, &common());
        },
        &[
            "violation: `gen_ai.client.operation.duration`: the instrument is Counter; v1.41 expects \
             Histogram",
            "violation: `gen_ai.client.operation.duration`: the numbers are of type Integer; v1.41 expects \
             Double",
            "violation: `gen_ai.client.operation.duration`: the unit is `ms`; v1.41 expects `s`",
        ],
    );
    assert_in(
        Conventions::LATEST,
        |meter| {
            let counter = meter.i64_up_down_counter("gen_ai.client.inference.usage.input_tokens");
            let counter = counter.with_unit("{token}").build();
            counter.add(1, &and("gen_ai.token.modality", "text"));
        },
        &[
            "violation: `gen_ai.client.inference.usage.input_tokens`: the instrument is UpDownCounter; \
           latest expects Counter",
        ],
    );
}

#[test]
fn bucket_bounds_that_differ_from_the_conventions_are_found() {
    assert(
        |meter| {
            let histogram = meter.f64_histogram(DURATION).with_unit("s");
            let histogram = histogram.with_boundaries(vec![1.0, 2.0]).build();
            histogram.record(0.5, &common());
        },
        &[
            "improvement: `gen_ai.client.operation.duration`: the bucket boundaries are not those of v1.41: \
           [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92]",
        ],
    );
}

#[test]
fn missing_and_misplaced_attributes_of_points_are_found() {
    let about = |what: &str| format!("`gen_ai.client.operation.duration`: {what}");
    for (attributes, expected) in [
        (
            vec![KeyValue::new("gen_ai.operation.name", "chat")],
            "`gen_ai.provider.name` is missing; v1.41 requires it here",
        ),
        (
            and("server.address", "localhost"),
            "`server.port` is missing; v1.41 requires it if `server.address` is set",
        ),
        (
            and("gen_ai.request.model", 7),
            "`gen_ai.request.model` takes a string, found an integer",
        ),
        (
            and("gen_ai.request.modle", "m"),
            "unknown attribute `gen_ai.request.modle`; did you mean `gen_ai.request.model`?",
        ),
        (
            and("gen_ai.system", "groq"),
            "`gen_ai.system` was renamed to `gen_ai.provider.name`",
        ),
    ] {
        let record = |meter: &Meter| {
            record_duration(meter, &common());
            record_duration(meter, &attributes);
        };
        assert(record, &[&format!("violation: {}", about(expected))]);
    }
    for key in ["gen_ai.conversation.id", "user.id"] {
        let expected = about(&format!("`{key}` does not belong on this metric"));
        let record = |meter: &Meter| record_duration(meter, &and(key, "x"));
        assert(record, &[&format!("improvement: {expected}")]);
    }
}
