//! The precedence of policies: an installation's, a host's and that of environment variables.

use genai_runtime::content::ContentPolicy;
use genai_runtime::redact::Redaction;
use genai_runtime::telemetry::{OtlpProtocol, Telemetry, TelemetryBuilder};
use genai_runtime::{ContentCapture, chain, llm_span};
use genai_tests::receiver::Receiver;
use genai_tests::setup::{PLENTY, exporter};
use serde_json::{Value, json};

use super::{Answer, CANARY, call, fail, to, turn};

#[test]
fn a_hosts_policy_applies_to_an_installation() {
    let _turn = turn();
    let receiver = Receiver::grpc();
    let telemetry = to(&receiver).install().unwrap();
    let policy = ContentPolicy::from_env().redaction(Redaction::built_in());
    policy.install();
    chain::scope().user(CANARY).enter(|| {
        assert!(call(CANARY, CANARY, &Value::Null).is_ok());
        assert!(fail(CANARY, CANARY).is_err());
    });
    telemetry.shutdown(PLENTY).unwrap();
    ContentPolicy::default().install();
    let left = format!("{:?}", receiver.requests());
    assert!(left.contains("app.note"), "{left}");
    assert!(!left.contains(CANARY), "{left}");
}

#[test]
fn an_installation_keeps_the_settings_of_a_hosts_policy_that_it_does_not_override() {
    let _turn = turn();
    ContentPolicy::default()
        .redaction(Redaction::built_in())
        .install();
    let without_content =
        |telemetry: TelemetryBuilder| telemetry.content(ContentCapture::NoContent);
    let unchanged = |telemetry| telemetry;
    for configure in [without_content, unchanged] {
        let receiver = Receiver::grpc();
        let telemetry = configure(to(&receiver)).install().unwrap();
        chain::scope().user(CANARY).enter(|| {
            assert!(call(CANARY, CANARY, &Value::Null).is_ok());
        });
        telemetry.shutdown(PLENTY).unwrap();
        drop(telemetry);
        let left = format!("{:?}", receiver.requests());
        assert!(left.contains("app.note"), "{left}");
        assert!(!left.contains(CANARY), "{left}");
    }
    ContentPolicy::default().install();
}

/// The capture modes of an installation and of a host's policy set before or after it, and whether the answer is
/// exported.
#[test]
fn a_hosts_policy_does_not_override_the_settings_of_an_installation() {
    #[llm_span(system = "openai", model = "m", input = "what was asked")]
    fn ask() -> Result<Answer, String> {
        Err(CANARY.to_owned())
    }
    let _turn = turn();
    let captures = || ContentPolicy::default().capture(ContentCapture::SpanOnly);
    let forbids = || ContentPolicy::default().capture(ContentCapture::NoContent);
    let takes_out = || captures().redaction(Redaction::built_in().with_field("patient"));
    for (content, before, after, leaves) in [
        (ContentCapture::SpanOnly, None, None, true),
        (ContentCapture::SpanOnly, None, Some(captures()), true),
        (ContentCapture::SpanOnly, None, Some(takes_out()), true),
        (ContentCapture::SpanOnly, Some(takes_out()), None, true),
        (ContentCapture::NoContent, None, Some(captures()), false),
        (ContentCapture::NoContent, Some(captures()), None, false),
        (ContentCapture::SpanOnly, Some(forbids()), None, false),
        (ContentCapture::SpanOnly, None, Some(forbids()), false),
    ] {
        let receiver = Receiver::grpc();
        let case = format!("{content:?} {before:?} {after:?}");
        before.unwrap_or_default().install();
        let telemetry = to(&receiver).content(content);
        let telemetry = telemetry.redaction(Redaction::built_in()).install();
        if let Some(after) = after {
            after.install();
        }
        assert!(ask().is_err());
        let takes_out = case.contains("Redaction");
        let note = r#"{"patient":"number seven"}"#;
        assert!(call("m", note, &json!([{"name": CANARY}])).is_ok());
        telemetry.unwrap().shutdown(PLENTY).unwrap();
        ContentPolicy::default().install();
        let left = format!("{:?}", receiver.requests());
        assert_eq!(left.contains("what was asked"), leaves, "{case}: {left}");
        assert_eq!(
            left.contains("gen_ai.tool.definitions"),
            leaves,
            "{case}: {left}"
        );
        assert!(!left.contains(CANARY), "{case}: {left}");
        assert_eq!(left.contains("number seven"), !takes_out, "{case}: {left}");
    }
}

/// The builder overrides the variables, which override a host's policy.
#[test]
fn an_installation_decides_on_openinference_values() {
    const VARIABLE: &str = "GENAI_RUNTIME_OPENINFERENCE_VALUES";
    #[llm_span(system = "openai", model = "m", input = "what was asked", usage = none)]
    fn ask() {}
    let _turn = turn();
    for (program, host, variable, is_recorded) in [
        (None, None, "", false),
        (None, None, "True", true),
        (None, Some(true), "", true),
        (Some(true), Some(false), "", true),
        (Some(false), Some(true), "true", false),
    ] {
        let receiver = Receiver::grpc();
        let case = format!("{program:?} {host:?} {variable:?}");
        if let Some(are_recorded) = host {
            let policy = ContentPolicy::default().openinference_values(are_recorded);
            policy.install();
        }
        let mut telemetry =
            Telemetry::from_variables(|name| (name == VARIABLE).then(|| variable.to_owned()))
                .unwrap();
        if let Some(are_recorded) = program {
            telemetry = telemetry.openinference_values(are_recorded);
        }
        let telemetry = telemetry
            .content(ContentCapture::SpanOnly)
            .exporter(exporter(OtlpProtocol::Grpc, receiver.endpoint()))
            .install();
        ask();
        telemetry.unwrap().shutdown(PLENTY).unwrap();
        ContentPolicy::default().install();
        let left = format!("{:?}", receiver.requests());
        assert!(left.contains("what was asked"), "{case}: {left}");
        assert_eq!(left.contains("input.value"), is_recorded, "{case}: {left}");
    }
}

#[test]
fn the_runtimes_variable_against_content_overrides_everything() {
    #[llm_span(system = "openai", model = "m", input = "what was asked", usage = none)]
    fn ask() {}
    let _turn = turn();
    for (word, leaves) in [("NO_CONTENT", false), ("EVENT_ONLY", true)] {
        let receiver = Receiver::grpc();
        let variable = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";
        let telemetry =
            Telemetry::from_variables(|name| (name == variable).then(|| word.to_owned()));
        let exporter = exporter(OtlpProtocol::Grpc, receiver.endpoint());
        let telemetry = telemetry.unwrap().exporter(exporter);
        let telemetry = telemetry.content(ContentCapture::SpanOnly).install();
        ask();
        telemetry.unwrap().shutdown(PLENTY).unwrap();
        let left = format!("{:?}", receiver.requests());
        assert!(left.contains("gen_ai.operation.name"), "{left}");
        assert_eq!(left.contains("what was asked"), leaves, "{word}: {left}");
    }
}
