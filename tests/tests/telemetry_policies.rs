//! What an installation lets out and takes out, at its edges: while it ends, beside a policy of the host's, and within
//! its limits. What is installed is global: one test at a time.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::borrow::Cow;
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;

use genai_runtime::content::ContentPolicy;
use genai_runtime::redact::Redaction;
use genai_runtime::telemetry::{OtlpProtocol, Telemetry, TelemetryBuilder, TelemetryGuard};
use genai_runtime::{ContentCapture, Response, UsageReport, chain, llm_span};
use genai_tests::receiver::{Payload, Receiver, attribute};
use genai_tests::setup::{PLENTY, exporter};
use opentelemetry::logs::{LogRecord as _, Logger as _, LoggerProvider as _};
use opentelemetry_proto::tonic::common::v1::any_value::Value::StringValue as Text;
use opentelemetry_proto::tonic::trace::v1::Span;
use serde_json::{Value, json};

/// What must not leave, in whatever is said.
const CANARY: &str = "jane.doe@example.com";

struct Answer;

impl UsageReport for Answer {
    fn report(&self, response: &mut Response<'_>) {
        response.id(CANARY).model(CANARY).input_tokens(1_u64);
    }
}

#[llm_span(system = "openai", attributes("app.note" = note), tools = tools)]
fn call(model: &str, note: &str, tools: &Value) -> Result<Answer, String> {
    Ok(Answer)
}

#[llm_span(system = "openai", attributes("app.note" = note))]
fn fail(model: &str, note: &str) -> Result<Answer, String> {
    Err(note.to_owned())
}

static TURN: Mutex<()> = Mutex::new(());

fn turn() -> MutexGuard<'static, ()> {
    TURN.lock().unwrap_or_else(PoisonError::into_inner)
}

fn to(receiver: &Receiver) -> TelemetryBuilder {
    Telemetry::builder().exporter(exporter(OtlpProtocol::Grpc, receiver.endpoint()))
}

#[test]
fn what_is_taken_out_is_taken_out_to_the_end() {
    let _turn = turn();
    for _ in 0..10 {
        let receiver = Receiver::grpc();
        let telemetry = to(&receiver).redaction(Redaction::built_in());
        let telemetry = telemetry.install().unwrap();
        let is_over = AtomicBool::new(false);
        assert!(call(CANARY, CANARY, &Value::Null).is_ok());
        thread::scope(|scope| {
            scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    assert!(call(CANARY, CANARY, &Value::Null).is_ok());
                    assert!(fail(CANARY, CANARY).is_err());
                }
            });
            // What is said while it ends may be too late.
            let _ = telemetry.shutdown(PLENTY);
            is_over.store(true, Ordering::Relaxed);
        });
        let left = format!("{:?}", receiver.requests());
        assert!(left.contains("app.note"));
        assert!(!left.contains(CANARY));
    }
}

#[test]
fn a_policy_of_the_hosts_holds_for_what_an_installation_sends() {
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
fn an_installation_changes_what_it_is_told_of_a_policy_of_the_hosts() {
    let _turn = turn();
    ContentPolicy::default()
        .redaction(Redaction::built_in())
        .install();
    let is_told = |telemetry: TelemetryBuilder| telemetry.content(ContentCapture::NoContent);
    // The host's policy holds again once that is over.
    let is_told_nothing = |telemetry| telemetry;
    for tell in [is_told, is_told_nothing] {
        let receiver = Receiver::grpc();
        let telemetry = tell(to(&receiver)).install().unwrap();
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

/// What is said of content by an installation, and by a host's policy before or after it; whether the answer leaves.
#[test]
fn a_policy_of_the_hosts_takes_nothing_back_that_an_installation_is_told() {
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

#[test]
fn a_variable_of_the_programs_own_that_says_no_content_is_the_last_word() {
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

/// Spans by the request that they came in.
fn spans(receiver: &Receiver) -> Vec<Vec<Span>> {
    let requests = receiver.requests().into_iter();
    let traces = requests.filter_map(|request| match request.payload {
        Payload::Traces(traces) => Some(traces),
        Payload::Metrics(_) | Payload::Logs(_) => None,
    });
    let spans = traces.map(|traces| {
        let resources = traces.resource_spans.into_iter();
        let scopes = resources.flat_map(|resource| resource.scope_spans);
        scopes.flat_map(|scope| scope.spans).collect()
    });
    spans.collect()
}

#[test]
fn definitions_of_tools_take_their_place_in_a_batch() {
    const CALLS: usize = 100;
    let _turn = turn();
    let receiver = Receiver::grpc();
    let telemetry = to(&receiver).content(ContentCapture::SpanOnly);
    let telemetry = telemetry.install().unwrap();
    let description = "what it does ".repeat(700);
    let tool = json!({
        "type": "function",
        "function": { "name": "search", "description": description },
    });
    let tools = json!([tool, tool, tool, tool]);
    for _ in 0..CALLS {
        assert!(call("m", "", &tools).is_ok());
    }
    telemetry.shutdown(PLENTY).unwrap();
    let requests = spans(&receiver);
    assert_eq!(requests.iter().map(Vec::len).sum::<usize>(), CALLS);
    // More than 3 MB of definitions, of which no request carries more than 2 MiB.
    assert!(requests.len() > 1);
}

/// Telemetry of an environment that has these variables besides.
fn installed(receiver: &Receiver, variables: &[(&str, &str)]) -> TelemetryGuard {
    let telemetry = Telemetry::from_variables(|name| {
        let value = match name {
            "OTEL_EXPORTER_OTLP_PROTOCOL" => "grpc",
            "OTEL_EXPORTER_OTLP_ENDPOINT" => receiver.endpoint(),
            name => variables.iter().find(|(known, _)| *known == name)?.1,
        };
        Some(value.to_owned())
    });
    telemetry.unwrap().install().unwrap()
}

#[test]
fn captured_content_is_within_the_limit_of_attributes() {
    let _turn = turn();
    let receiver = Receiver::grpc();
    let telemetry = installed(
        &receiver,
        &[
            ("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "4"),
            (
                "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT",
                "SPAN_ONLY",
            ),
        ],
    );
    assert!(call("m", "", &json!(["search"])).is_ok());
    telemetry.shutdown(PLENTY).unwrap();
    let spans = spans(&receiver).concat();
    let [span] = spans.as_slice() else {
        unreachable!("one call: {spans:?}")
    };
    assert_eq!(span.attributes.len(), 4);
    assert!(span.dropped_attributes_count > 1, "{span:?}");
}

#[test]
fn texts_are_as_long_as_the_environment_allows() {
    let _turn = turn();
    let receiver = Receiver::grpc();
    let telemetry = installed(
        &receiver,
        &[
            ("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "5"),
            ("OTEL_LOGRECORD_ATTRIBUTE_VALUE_LENGTH_LIMIT", "3"),
            ("OTEL_LOGRECORD_ATTRIBUTE_COUNT_LIMIT", "2"),
        ],
    );
    assert!(fail("m", "ééééééé").is_err());
    telemetry.shutdown(PLENTY).unwrap();
    let span = receiver.spans(1).remove(0).item;
    let note = attribute(&span.attributes, "app.note");
    assert_eq!(note, Some(Text("ééééé".to_owned())));
    let event = receiver.logs(1).remove(0).item;
    assert_eq!(event.attributes.len(), 2);
    let name = attribute(&event.attributes, "gen_ai.operation.name");
    assert_eq!(name, Some(Text("cha".to_owned())));
}

#[test]
fn a_log_record_has_as_many_attributes_as_the_specification_says() {
    let _turn = turn();
    let receiver = Receiver::grpc();
    let telemetry = installed(&receiver, &[]);
    let logger = telemetry.logger_provider().logger("host");
    let mut record = logger.create_log_record();
    for number in 0..200_i64 {
        record.add_attribute(format!("app.{number}"), number);
    }
    logger.emit(record);
    telemetry.shutdown(PLENTY).unwrap();
    assert_eq!(receiver.logs(1).remove(0).item.attributes.len(), 128);
}

/// A model is asked what a text means, by something that takes out of texts what it means.
#[llm_span(system = "openai", model = "asked-about-texts")]
fn meaning() -> Result<Answer, String> {
    Ok(Answer)
}

fn asks(text: &str) -> Cow<'_, str> {
    thread_local! {
        static IS_ASKING: Cell<bool> = const { Cell::new(false) };
    }
    if text == CANARY && !IS_ASKING.replace(true) {
        assert!(meaning().is_ok());
        IS_ASKING.set(false);
    }
    Cow::Borrowed(text)
}

#[test]
fn a_redactor_may_call_a_model_itself() {
    let _turn = turn();
    let otlp = Receiver::grpc();
    let redaction = Redaction::none().with(asks);
    let telemetry = to(&otlp).redaction(redaction).install().unwrap();
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(call("m", "", &Value::Null).is_ok()));
    assert_eq!(receiver.recv_timeout(PLENTY), Ok(true));
    telemetry.shutdown(PLENTY).unwrap();
    assert!(spans(&otlp).concat().len() > 1);
}
