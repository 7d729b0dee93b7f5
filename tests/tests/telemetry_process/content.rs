//! The environment's capture mode, next to the program's and a host's policy.

use futures::stream::{self, Stream, StreamExt};
use genai_runtime::content::ContentPolicy;
use genai_runtime::{ContentCapture, Response, Telemetry, UsageReport, llm_span};
use genai_tests::receiver::{Receiver, attribute};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider};

use super::child;

const CONTENT: &str = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

#[test]
#[ignore = "started by the other tests"]
fn child_that_answers() {
    #[llm_span(system = "openai", model = "m")]
    fn answer() -> impl Stream<Item = Word> {
        stream::iter([Word("the answer is "), Word("canary-4711")])
    }
    struct Word(&'static str);
    impl UsageReport for Word {
        fn report(&self, response: &mut Response<'_>) {
            response.text(0, self.0);
        }
    }
    let telemetry = Telemetry::from_env().unwrap();
    let telemetry = match std::env::var("TEST_PROGRAM_SAYS") {
        Ok(_) => telemetry.content(ContentCapture::SpanOnly),
        Err(_) => telemetry,
    };
    let _telemetry = telemetry.install().unwrap();
    futures::executor::block_on(answer().count());
}

#[test]
#[ignore = "started by the other tests"]
fn child_whose_host_asks_for_content() {
    #[llm_span(system = "openai", model = "m", input = "canary-4711", usage = none)]
    fn call() {}
    let spans = InMemorySpanExporter::default();
    let host = SdkTracerProvider::builder()
        .with_simple_exporter(spans.clone())
        .build();
    opentelemetry::global::set_tracer_provider(host.clone());
    let policy = ContentPolicy::default().capture(ContentCapture::SpanOnly);
    policy.install();
    call();
    let printed = format!("{:?}", spans.get_finished_spans().unwrap());
    assert!(printed.contains("gen_ai.operation.name"), "{printed}");
    let leaves = std::env::var(CONTENT).unwrap() != "NO_CONTENT";
    assert_eq!(printed.contains("canary-4711"), leaves, "{printed}");
}

#[test]
fn a_hosts_policy_cannot_capture_content_that_the_environment_forbids() {
    for variable in ["NO_CONTENT", "EVENT_ONLY"] {
        let variables = [(CONTENT, variable)];
        let output = child("content::child_whose_host_asks_for_content", &variables);
        assert!(output.status.success(), "{output:?}");
    }
}

#[test]
fn content_is_exported_if_the_environment_enables_it() {
    let of_program = [("TEST_PROGRAM_SAYS", "SPAN_ONLY")];
    for (content, program, leaves) in [
        ("", &[][..], false),
        ("NO_CONTENT", &[], false),
        ("yes", &[], false),
        ("SPAN_ONLY", &[], true),
        ("", &of_program, true),
        ("NO_CONTENT", &of_program, false),
        ("yes", &of_program, false),
        ("EVENT_ONLY", &of_program, true),
    ] {
        let receiver = Receiver::http();
        let mut variables = vec![
            ("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint()),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            (CONTENT, content),
            // No endpoint listens there, and no proxy must be used.
            ("HTTP_PROXY", "http://127.0.0.1:9"),
            ("http_proxy", "http://127.0.0.1:9"),
        ];
        variables.extend_from_slice(program);
        let output = child("content::child_that_answers", &variables);
        assert!(output.status.success());
        let span = receiver.spans(1).pop().unwrap();
        let printed = format!("{span:?} {output:?}");
        assert_eq!(
            printed.contains("canary-4711"),
            leaves,
            "{content}: {printed}"
        );
        let messages = attribute(&span.item.attributes, "gen_ai.output.messages");
        assert_eq!(messages.is_some(), leaves, "{content}");
        let is_notified = printed.contains("switches content off");
        assert_eq!(
            is_notified,
            !leaves && !program.is_empty(),
            "{content}: {printed}"
        );
    }
}
