//! The facts of a scope on metrics, and baggage on spans.

use std::collections::{BTreeMap, BTreeSet};

use futures::StreamExt;
use genai_runtime::content::ContentPolicy;
use genai_runtime::redact::Redaction;
use genai_runtime::testing::{Capture, assert_conformant, capture};
use genai_runtime::{Conventions, chain, chain_step, propagation};
use opentelemetry::Context;
use opentelemetry::baggage::BaggageExt;
use opentelemetry::trace::TraceContextExt;

use super::{ask, count, look_up, scope_values, workflow};

fn keys_of_metrics(capture: &Capture) -> Vec<(String, bool)> {
    let metrics = capture.metrics().into_iter();
    metrics
        .flat_map(|metric| {
            let points = metric.points.into_iter();
            points.map(move |point| {
                let has_other = ["user.id", "session.id", "gen_ai.conversation.id"]
                    .iter()
                    .any(|key| point.attribute(key).is_some());
                assert!(!has_other, "{}", metric.name);
                let is_there = point.text("app.feature").as_deref() == Some("chat");
                (metric.name.clone(), is_there)
            })
        })
        .collect()
}

#[tokio::test]
async fn metrics_have_listed_attributes_only() {
    for conventions in [Conventions::V1_41, Conventions::LATEST] {
        let unlisted = Capture::with_conventions(conventions);
        let listed = Capture::with_conventions(conventions).with_metric_attributes(["app.feature"]);
        for (capture, expected) in [(unlisted, false), (listed, true)] {
            let run = async {
                workflow("w").await;
                let scope = chain::scope().feature("chat").user("u");
                scope.enter_async(count().collect::<Vec<_>>()).await;
                scope_of_call().await;
            };
            capture.run_async(run).await;
            let found = keys_of_metrics(&capture);
            let names: Vec<_> = found.iter().map(|(name, _)| name.as_str()).collect();
            let has_workflow = names.contains(&"gen_ai.invoke_workflow.duration");
            assert_eq!(has_workflow, conventions == Conventions::LATEST);
            let with = found.iter().filter(|(_, is_there)| *is_there).count();
            assert_eq!(with > 0, expected, "{found:?}");
            assert_conformant(&capture);
        }
    }
}

async fn scope_of_call() {
    chain::scope().feature("chat").enter_async(ask()).await;
}

fn context_with(header: &str, capture: &Capture) -> Context {
    let headers = BTreeMap::from([("baggage".to_owned(), header.to_owned())]);
    propagation::extract_with_context(capture.context(), &headers)
}

#[chain_step(kind = tool, parent = context)]
fn handle(context: &Context) {
    look_up();
}

#[test]
fn listed_baggage_is_recorded_on_spans() {
    let header = "session.id=s%201,app.tenant=t,gen_ai.conversation.id=c,secret=x";
    let keys = [
        "session.id",
        "app.tenant",
        "gen_ai.conversation.id",
        "absent",
    ];
    let capture = capture().with_baggage_attributes(keys);
    handle(&context_with(header, &capture));
    for name in ["execute_tool handle", "execute_tool look_up"] {
        let span = capture.span(name);
        assert_eq!(scope_values(&span), ["s 1", "c"], "{name}");
        assert_eq!(span.text("app.tenant").as_deref(), Some("t"));
        for key in ["secret", "absent"] {
            assert_eq!(span.attribute(key), None);
        }
    }
    assert_conformant(&capture);
}

#[test]
fn baggage_that_is_not_listed_is_not_recorded() {
    let capture = capture();
    let context = context_with("session.id=s,user.id=u", &capture);
    assert_eq!(context.baggage().len(), 2);
    handle(&context);
    let span = capture.span("execute_tool look_up");
    assert!(scope_values(&span).is_empty());
}

#[test]
fn a_long_value_of_baggage_is_cut() {
    let capture = capture().with_baggage_attributes(["app.tenant"]);
    let header = format!("app.tenant={}", "x".repeat(4_000));
    handle(&context_with(&header, &capture));
    let value = capture.span("execute_tool handle").text("app.tenant");
    assert_eq!(value.unwrap().len(), 256);
}

#[test]
fn the_applications_attributes_override_baggage() {
    let capture = capture()
        .with_baggage_attributes(["user.id", "session.id"])
        .with_metric_attributes(["session.id"]);
    let context = context_with("user.id=them,session.id=theirs", &capture);
    handle(&chain::scope().user("us").on(&context));
    assert_eq!(
        scope_values(&capture.span("execute_tool handle")),
        ["us", "theirs"]
    );
    assert!(!context.span().span_context().is_valid());
    assert_conformant(&capture);
}

#[tokio::test]
async fn baggage_is_recorded_on_metrics_if_listed_for_both() {
    for (on_metrics, expected) in [(vec!["app.tenant"], Some("t")), (vec![], None)] {
        let capture = capture()
            .with_baggage_attributes(["app.tenant"])
            .with_metric_attributes(on_metrics);
        let context = context_with("app.tenant=t", &capture);
        propagation::InContext::new(context, ask()).await;
        let durations = capture.metric("gen_ai.client.operation.duration").unwrap();
        let tenant = durations.points[0].text("app.tenant");
        assert_eq!(tenant.as_deref(), expected);
    }
}

#[derive(Debug)]
struct SecretError;

#[chain_step(kind = agent, name = "secret agent", model = "secret-model", parent = context)]
fn act(context: &Context) -> Result<(), SecretError> {
    let _ = chain::scope().feature("secret feature").enter(use_tool);
    Err(SecretError)
}

#[chain_step(kind = tool, name = "secret tool")]
fn use_tool() -> Result<(), SecretError> {
    Err(SecretError)
}

#[test]
fn attributes_of_metrics_are_redacted_once() {
    let redaction = Redaction::none().with_fn(|text| {
        let is_secret = text.to_lowercase().contains("secret");
        if is_secret {
            format!("<{text}>").into()
        } else {
            text.into()
        }
    });
    let capture = Capture::with_conventions(Conventions::LATEST)
        .with_content_policy(ContentPolicy::default().redaction(redaction))
        .with_baggage_attributes(["app.tenant"])
        .with_metric_attributes(["app.tenant", "app.feature"]);
    let context = context_with("app.tenant=secret%20tenant", &capture);
    assert!(act(&context).is_err());
    let points = capture
        .metrics()
        .into_iter()
        .flat_map(|metric| metric.points);
    let values = points
        .flat_map(|point| point.attributes)
        .map(|attribute| attribute.value.to_string());
    let distinct: BTreeSet<_> = values
        .filter(|value| value.to_lowercase().contains("secret"))
        .collect();
    for value in &distinct {
        let within = value
            .strip_prefix('<')
            .and_then(|rest| rest.strip_suffix('>'));
        assert!(
            within.is_some_and(|within| !within.contains(['<', '>'])),
            "{distinct:?}"
        );
    }
    // Names and errors of both steps, the model, the feature and the tenant.
    assert_eq!(distinct.len(), 6, "{distinct:?}");
}
