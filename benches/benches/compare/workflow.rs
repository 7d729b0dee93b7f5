//! Row 4: a workflow of four steps, compared with fastrace.

use std::borrow::Cow;
use std::hint::black_box;

use fastrace::Span;
use fastrace::collector::{Config, SpanContext};
use fastrace::local::LocalSpan;
use fastrace_opentelemetry::OpenTelemetryReporter;
use genai_runtime::chain_step;
use opentelemetry::InstrumentationScope;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SpanExporter;

use crate::destination::{Destination, Discard};
use crate::rounds::{Pace, alternate};
use crate::setup::{self, Recorded, Setup};
use crate::table::{Limit, Row};
use crate::{allocations, one_call};

pub(crate) const SPANS: u64 = 5;

/// Attributes of a fastrace span, which are strings, including the span's kind.
type Properties<const N: usize> = [(&'static str, Cow<'static, str>); N];

#[chain_step(kind = workflow, name = "answer")]
pub(crate) fn annotated(question: &str) -> usize {
    plan(question) + retrieve(question) + rank(question) + write(question)
}

#[chain_step]
fn plan(question: &str) -> usize {
    work(question)
}

#[chain_step]
fn retrieve(question: &str) -> usize {
    work(question)
}

#[chain_step]
fn rank(question: &str) -> usize {
    work(question)
}

#[chain_step]
fn write(question: &str) -> usize {
    work(question)
}

#[inline(never)]
pub(crate) fn work(question: &str) -> usize {
    black_box(question).len()
}

/// The workflow with fastrace.
pub(crate) fn by_fastrace(question: &str) -> usize {
    let root = Span::root("invoke_workflow answer", SpanContext::random())
        .with_properties(workflow_properties);
    let _parent = root.set_local_parent();
    step("plan", question)
        + step("retrieve", question)
        + step("rank", question)
        + step("write", question)
}

fn step(name: &'static str, question: &str) -> usize {
    let _span = LocalSpan::enter_with_local_parent(name).with_properties(|| step_properties(name));
    work(question)
}

/// The path is a constant here, which is cheaper than computing it.
fn workflow_properties() -> Properties<5> {
    [
        ("gen_ai.operation.name", "invoke_workflow".into()),
        ("gen_ai.workflow.name", "answer".into()),
        ("openinference.span.kind", "CHAIN".into()),
        ("chain.path", "plan > retrieve > rank > write".into()),
        ("chain.path.hash", "fa7b3da7440bd9dd".into()),
    ]
}

fn step_properties(name: &'static str) -> Properties<2> {
    [
        ("chain.step.name", name.into()),
        ("openinference.span.kind", "CHAIN".into()),
    ]
}

/// Makes fastrace report to this exporter globally.
pub(crate) fn report_to(exporter: impl SpanExporter + 'static) {
    let scope = InstrumentationScope::builder("by-fastrace").build();
    let resource = Cow::Owned(Resource::builder_empty().build());
    let reporter = OpenTelemetryReporter::new(exporter, resource, scope);
    fastrace::set_reporter(reporter, Config::default());
}

/// Fastrace reports to an exporter that discards, and has no metrics; neither side exports during the measurement.
pub(crate) fn beside_fastrace(pace: Pace, setup: Setup) -> Vec<Row> {
    let case = format!("workflow of four steps, fastrace, {}", setup.name());
    let ours = setup::annotated(setup, Recorded::SPANS);
    let discard = Discard::default();
    report_to(discard.clone());
    let other = Destination::new(fastrace::flush, move || discard.exported());
    let annotated = || black_box(annotated(black_box("what is in the handbook?")));
    let by_fastrace = || black_box(by_fastrace(black_box("what is in the handbook?")));
    let rounds = alternate(
        &format!("4 {case}"),
        pace,
        one_call::CALLS / SPANS,
        [
            &mut |calls| ours.pass(calls, SPANS, annotated),
            &mut |calls| other.pass(calls, SPANS, by_fastrace),
        ],
    );
    vec![
        rounds.row(4, &case, (0, 1), Limit::Ratio(1.0)),
        allocations::compare(4, &case, annotated, by_fastrace, Limit::None),
    ]
}
