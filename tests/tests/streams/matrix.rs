//! Every case of a consumer with every way to return a stream.

use genai_runtime::Conventions;
use genai_runtime::testing::{Capture, CapturedSpan, assert_conformant, capture};
use genai_tests::snapshot::snapshot;
use opentelemetry::Context;
use opentelemetry::trace::{Status, TraceContextExt, TracerProvider};
use tokio::task::LocalSet;

use super::cases::{Case, cases};
use super::forms::{BUILT, BUILT_ASYNC, FORMS, Form};
use super::script::Script;

async fn run(case: &Case, form: Form, capture: Capture) -> Capture {
    let tracer = capture.tracer_provider().tracer("test");
    let script = Script::new(&case.steps, tracer.clone());
    capture
        .run_async(async {
            let chunks = form(script).await;
            (case.consumer)(chunks, tracer).await;
        })
        .await;
    capture
}

/// The telemetry of a case.
#[derive(Debug, PartialEq)]
struct Left {
    outcome: Option<String>,
    chunks: Option<i64>,
    error_type: Option<String>,
    status: Status,
    input_tokens: Option<i64>,
    output_tokens: Option<i64>,
    usage_source: Option<String>,
    has_time_to_first_chunk: bool,
    has_measured_first_chunk: bool,
    measured_gaps: u64,
    measured_durations: u64,
    calls: usize,
    drops: usize,
    /// Spans of the inner stream that are not under the call's span.
    astray: usize,
    /// Spans of the consumer that are under another span.
    captured: usize,
}

impl Left {
    fn found(capture: &Capture) -> Self {
        let call = &capture.span("chat m");
        let spans = capture.spans();
        let of = |name: &str| -> Vec<&CapturedSpan> {
            spans.iter().filter(|span| span.name == name).collect()
        };
        let inner = of("poll").into_iter().chain(of("drop"));
        let consumer = of("consumer").into_iter();
        let measured = |name: &str| {
            let metric = capture.metric(name);
            metric.map_or(0, |metric| {
                metric.points.iter().map(|point| point.count).sum()
            })
        };
        Self {
            outcome: call.text("genai_runtime.stream.outcome"),
            chunks: call.integer("genai_runtime.stream.chunks"),
            error_type: call.text("error.type"),
            status: call.status.clone(),
            input_tokens: call.integer("gen_ai.usage.input_tokens"),
            output_tokens: call.integer("gen_ai.usage.output_tokens"),
            usage_source: call.text("genai_runtime.usage.source"),
            has_time_to_first_chunk: call.number("gen_ai.response.time_to_first_chunk").is_some(),
            has_measured_first_chunk: measured("gen_ai.client.operation.time_to_first_chunk") == 1,
            measured_gaps: measured("gen_ai.client.operation.time_per_output_chunk"),
            measured_durations: measured("gen_ai.client.operation.duration"),
            calls: of("chat m").len(),
            drops: of("drop").len(),
            astray: inner.filter(|span| !span.is_child_of(call)).count(),
            captured: consumer.filter(|span| span.parent_id.is_some()).count(),
        }
    }

    fn expected(case: &Case) -> Self {
        let has_chunks = case.chunks > 0;
        let status = match case.error_type {
            None => Status::Unset,
            Some("panic") => Status::error("the function panicked"),
            Some(_) => Status::error("the connection broke"),
        };
        let usage_source = match case.outcome {
            _ if !has_chunks => "absent",
            "completed" => "exact",
            _ => "partial",
        };
        Self {
            outcome: Some(case.outcome.to_owned()),
            chunks: Some(case.chunks),
            error_type: case.error_type.map(str::to_owned),
            status,
            input_tokens: has_chunks.then_some(3),
            output_tokens: has_chunks.then_some(case.chunks),
            usage_source: Some(usage_source.to_owned()),
            has_time_to_first_chunk: has_chunks,
            has_measured_first_chunk: has_chunks,
            measured_gaps: u64::try_from(case.chunks).unwrap().saturating_sub(1),
            measured_durations: 1,
            calls: 1,
            drops: 1,
            astray: 0,
            captured: 0,
        }
    }
}

#[tokio::test]
async fn every_way_to_consume_every_form_records_one_correct_span() {
    let cases = cases();
    let run_all = async {
        for (form_name, form) in FORMS {
            for case in &cases {
                let capture = run(case, *form, capture()).await;
                assert!(!Context::current().span().span_context().is_valid());
                let what = format!("{form_name}: {}", case.name);
                assert_eq!(Left::found(&capture), Left::expected(case), "{what}");
                assert_conformant(&capture);
            }
        }
    };
    LocalSet::new().run_until(run_all).await;
}

#[tokio::test]
async fn every_way_to_consume_a_stream_is_conformant_in_all_conventions() {
    let (_, form) = FORMS[0];
    let run_all = async {
        for conventions in [
            Conventions::LATEST,
            Conventions::LATEST_AND_V1_41,
            Conventions::LATEST_AND_V1_41.with_legacy(),
        ] {
            for case in &cases() {
                let capture = run(case, form, Capture::with_conventions(conventions)).await;
                let outcome = capture.span("chat m").text("genai_runtime.stream.outcome");
                assert_eq!(outcome.as_deref(), Some(case.outcome), "{}", case.name);
                assert_conformant(&capture);
            }
        }
    };
    LocalSet::new().run_until(run_all).await;
}

#[tokio::test]
async fn an_operation_built_by_hand_records_what_a_function_does() {
    let form = |name: &str| {
        let found = FORMS.iter().find(|(form, _)| *form == name);
        found.map(|(_, form)| *form).unwrap()
    };
    let pairs = [("impl Stream", BUILT), ("Result<impl Stream>", BUILT_ASYNC)];
    let run_all = async {
        for conventions in [Conventions::V1_41, Conventions::LATEST] {
            for case in &cases() {
                for (annotated, built) in pairs {
                    let capture = || Capture::with_conventions(conventions);
                    let expected = snapshot(&run(case, form(annotated), capture()).await);
                    let found = snapshot(&run(case, form(built), capture()).await);
                    assert_eq!(found, expected, "{built}: {}", case.name);
                }
                for (_, built) in pairs {
                    let capture = run(case, form(built), Capture::unsampled()).await;
                    assert!(capture.spans().is_empty());
                }
            }
        }
    };
    LocalSet::new().run_until(run_all).await;
}
