//! The exported names for the conventions that the environment or the builder chooses. One test, because the choice is
//! the process's.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::collections::BTreeSet;
use std::time::Duration;

use genai_runtime::telemetry::{Exporter, Telemetry, TelemetryBuilder};
use genai_runtime::{Conventions, Usage, chain_step, llm_span};
use genai_tests::receiver::{Receiver, attribute};

#[llm_span(system = "openai", model = "m")]
fn chat(fail: bool) -> Result<Usage, String> {
    if fail {
        return Err("failed".to_owned());
    }
    Ok(Usage::new().input(10).output(5).cache_write(2))
}

#[chain_step]
fn step() {}

/// The received names among those that differ between the conventions.
fn arrived(builder: TelemetryBuilder) -> BTreeSet<String> {
    let receiver = Receiver::http();
    let exporter = Exporter::otlp().endpoint(receiver.endpoint());
    let telemetry = builder.exporter(exporter).install().unwrap();
    assert!(chat(false).is_ok());
    assert!(chat(true).is_err());
    telemetry.shutdown(Duration::from_secs(30)).unwrap();
    let spans = receiver.spans(2);
    let attributes = spans.iter().flat_map(|span| &span.item.attributes);
    let keys = attributes.map(|attribute| attribute.key.clone());
    let differing = keys.filter(|key| key.contains("cache_") || key == "gen_ai.system");
    let metrics = receiver
        .metrics(1)
        .into_iter()
        .map(|metric| metric.item.name);
    let events = receiver
        .logs(1)
        .into_iter()
        .map(|record| record.item.event_name);
    differing.chain(metrics).chain(events).collect()
}

fn from_environment(value: &'static str) -> TelemetryBuilder {
    let variables =
        move |name: &str| (name == "OTEL_SEMCONV_STABILITY_OPT_IN").then(|| value.to_owned());
    Telemetry::from_variables(variables).unwrap()
}

const EVENT: &str = "gen_ai.client.operation.exception";

const RELEASED: [&str; 4] = [
    "gen_ai.usage.cache_creation.input_tokens",
    "gen_ai.client.operation.duration",
    "gen_ai.client.token.usage",
    EVENT,
];

const LATEST: [&str; 8] = [
    "gen_ai.usage.cache_write.input_tokens",
    "gen_ai.client.inference.duration",
    "gen_ai.client.inference.operation.input_tokens",
    "gen_ai.client.inference.operation.output_tokens",
    "gen_ai.client.inference.usage.cache_write.input_tokens",
    "gen_ai.client.inference.usage.input_tokens",
    "gen_ai.client.inference.usage.output_tokens",
    EVENT,
];

#[test]
fn each_choice_arrives_under_its_own_names() {
    let names = |lists: &[&[&str]]| -> BTreeSet<String> {
        lists
            .iter()
            .copied()
            .flatten()
            .map(|name| (*name).to_owned())
            .collect()
    };
    let legacy = ["gen_ai.system"];
    for (value, expected) in [
        ("", names(&[&RELEASED])),
        ("http/dup", names(&[&RELEASED])),
        ("gen_ai_latest_experimental", names(&[&LATEST])),
        ("gen_ai", names(&[&LATEST])),
        (
            "gen_ai_latest_experimental/dup",
            names(&[&RELEASED, &LATEST]),
        ),
        ("database,gen_ai/dup", names(&[&RELEASED, &LATEST])),
        ("gen_ai_legacy/dup", names(&[&RELEASED, &legacy])),
        ("gen_ai,gen_ai_legacy/dup", names(&[&LATEST, &legacy])),
    ] {
        assert_eq!(arrived(from_environment(value)), expected, "{value}");
    }
    // The builder overrides the environment.
    let builder = from_environment("gen_ai").conventions(Conventions::LATEST_AND_V1_41);
    assert_eq!(arrived(builder), names(&[&RELEASED, &LATEST]));
    // The builder's choice ends with its installation.
    assert_eq!(arrived(Telemetry::builder()), names(&[&RELEASED]));
    let kind = |builder: TelemetryBuilder| {
        let receiver = Receiver::http();
        let exporter = Exporter::otlp().endpoint(receiver.endpoint());
        let telemetry = builder.exporter(exporter).install().unwrap();
        step();
        telemetry.shutdown(Duration::from_secs(30)).unwrap();
        let span = receiver.spans(1).remove(0).item;
        attribute(&span.attributes, "openinference.span.kind").is_some()
    };
    assert!(!kind(Telemetry::builder().openinference(false)));
    assert!(kind(Telemetry::builder()));
}

#[test]
fn an_unknown_choice_is_warned_of_once() {
    let notices = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let sink = notices.clone();
    let telemetry = from_environment("http,gen_ai_newest")
        .exporter(Exporter::none())
        .on_diagnostic(move |message| sink.lock().unwrap().push(message.to_owned()))
        .build()
        .unwrap();
    drop(telemetry);
    let notices = notices.lock().unwrap();
    assert_eq!(notices.len(), 1, "{notices:?}");
    assert!(
        notices
            .iter()
            .all(|message| message.contains("gen_ai_newest")),
        "{notices:?}"
    );
}
