//! Redactors: until the end of an installation, and those that call models themselves.

use std::borrow::Cow;
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;

use genai_runtime::content::ContentPolicy;
use genai_runtime::propagation::spawn_thread;
use genai_runtime::redact::Redaction;
use genai_runtime::telemetry::{Exporter, OtlpProtocol, Signal, Telemetry};
use genai_runtime::{
    ContentCapture, Conventions, attributes, chain_step, decision, event, llm_span, record, testing,
};
use genai_tests::receiver::{Payload, Receiver};
use genai_tests::setup::{PLENTY, exporter};
use opentelemetry::trace::noop::NoopTracerProvider;
use opentelemetry::{Context, global};
use opentelemetry_proto::tonic::trace::v1::Span;
use serde_json::Value;

use super::{Answer, CANARY, call, fail, spans, to, turn};

#[test]
fn redaction_applies_until_the_end_of_the_shutdown() {
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
            // Content recorded during the shutdown may be too late.
            let _ = telemetry.shutdown(PLENTY);
            is_over.store(true, Ordering::Relaxed);
        });
        let left = format!("{:?}", receiver.requests());
        assert!(left.contains("app.note"));
        assert!(!left.contains(CANARY));
    }
}

/// A redactor that asks a model for the meaning of a text.
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
    assert_eq!(spans(&otlp).concat().len(), 1);
}

/// A redactor that calls a model, which fails, and records more, for every text.
fn calls(text: &str) -> Cow<'_, str> {
    assert!(meaning().is_ok());
    assert!(fail("asked-about-texts", text).is_err());
    event("asked", attributes! { "app.about" = text });
    record(attributes! { "app.about" = text });
    text.replace(CANARY, "[nobody]").into()
}

#[test]
fn a_redactor_that_calls_models_does_not_recurse_with_an_installation() {
    let _turn = turn();
    let otlp = Receiver::grpc();
    let redaction = Redaction::none().with(calls);
    let telemetry = to(&otlp).redaction(redaction).install().unwrap();
    assert!(call("m", CANARY, &Value::Null).is_ok());
    assert!(fail("m", CANARY).is_err());
    telemetry.shutdown(PLENTY).unwrap();
    let left = format!("{:?}", otlp.requests());
    assert!(left.contains("[nobody]"));
    assert!(!left.contains(CANARY));
}

#[test]
fn a_redactor_that_calls_models_does_not_recurse_with_a_host() {
    let _turn = turn();
    let policy = ContentPolicy::default().redaction(Redaction::none().with(calls));
    let capture = testing::capture().with_content_policy(policy);
    capture.run(|| {
        assert!(call("m", CANARY, &Value::Null).is_ok());
        assert!(fail("m", CANARY).is_err());
        assert!(call("asked-about-texts", "", &Value::Null).is_ok());
    });
    let left = format!("{:?} {:?}", capture.spans(), capture.metrics());
    assert!(left.contains("[nobody]"));
    assert!(!left.contains(CANARY));
    // Unrecorded calls within the redactor do not affect others.
    assert_eq!(
        capture.span("chat asked-about-texts").name,
        "chat asked-about-texts"
    );
    let metrics = format!("{:?}", capture.metrics());
    assert!(metrics.contains("asked-about-texts"), "{metrics}");
}

/// A redactor that, with nothing suppressed, calls a model in a step whose content is not captured.
fn looks(text: &str) -> Cow<'_, str> {
    #[chain_step(kind = guardrail, content = off)]
    fn look(text: &str) -> usize {
        text.len()
    }
    let _elsewhere = Context::new().attach();
    assert!(look(text) == text.len() && ask_with_capture("elsewhere").is_ok());
    Cow::Borrowed(text)
}

#[test]
fn a_redactors_own_calls_have_no_content_of_the_redacted_call() {
    let _turn = turn();
    let otlp = Receiver::grpc();
    let policy = ContentPolicy::default().redaction(Redaction::none().with(looks));
    policy.install();
    let telemetry = to(&otlp).content(ContentCapture::SpanAndEvent);
    let telemetry = telemetry.install().unwrap();
    assert!(ask("the question").is_ok());
    telemetry.shutdown(PLENTY).unwrap();
    ContentPolicy::default().install();
    let of_span = |span: &Span| {
        let attributes = span.attributes.iter();
        attributes
            .filter(|attribute| format!("{attribute:?}").contains("the question"))
            .count()
    };
    let spans = spans(&otlp).concat();
    let with_content = spans.iter().filter(|span| of_span(span) > 0);
    assert_eq!(with_content.count(), 1);
    assert!(spans.iter().any(|span| span.name.contains("[withheld]")));
    let requests = otlp.requests().into_iter();
    let events = requests.filter(|request| matches!(request.payload, Payload::Logs(_)));
    let events: Vec<_> = events.map(|event| format!("{event:?}")).collect();
    assert!(events.concat().contains("the question"), "{events:?}");
}

#[test]
fn calls_of_a_redactor_are_not_recorded() {
    let _turn = turn();
    let redaction = Redaction::none().with_fn(|text| {
        let task = spawn_thread(|| assert!(meaning().is_ok()));
        assert!(meaning().is_ok() && task.join().is_ok());
        text.into()
    });
    let policy = ContentPolicy::default().redaction(redaction);
    let capture = testing::capture().with_content_policy(policy);
    capture.run(|| assert!(call("m", "a note", &Value::Null).is_ok()));
    assert_eq!(capture.only_span().name, "chat m");
    assert!(!format!("{:?}", capture.metrics()).contains("asked-about-texts"));
}

/// Redactors that handle a text with [`CANARY`], or fail to.
const REDACTORS: [fn(&str) -> Cow<'_, str>; 4] = [
    |text| text.replace(CANARY, "[nobody]").into(),
    |text| {
        let is_meant = text.contains(CANARY);
        if is_meant { "[nobody]" } else { text }.into()
    },
    |text| text.split(CANARY).next().unwrap_or(text).into(),
    |text| {
        assert!(!text.contains(CANARY), "this redactor panics by design");
        text.into()
    },
];

#[test]
fn the_replacement_of_a_redactor_is_exported() {
    let _turn = turn();
    for redact in REDACTORS {
        let redaction = Redaction::none().with_fn(redact);
        let policy = ContentPolicy::default().redaction(redaction.clone());
        let capture = testing::capture().with_content_policy(policy);
        let otlp = Receiver::grpc();
        let telemetry = to(&otlp).redaction(redaction).install().unwrap();
        let record_all = || {
            assert!(call(CANARY, CANARY, &Value::Null).is_ok());
            assert!(fail(CANARY, CANARY).is_err());
            event(CANARY, attributes! { "app.about" = CANARY });
        };
        record_all();
        capture.run(record_all);
        telemetry.shutdown(PLENTY).unwrap();
        let captured = (capture.spans(), capture.metrics(), capture.events());
        let left = format!("{:?} {captured:?}", otlp.requests());
        assert!(left.contains("app.note"));
        assert!(!left.contains(CANARY), "{left}");
    }
}

#[llm_span(system = "openai", model = "m", content = ContentCapture::SpanOnly, input = prompt)]
fn ask_with_capture(prompt: &str) -> Result<Answer, String> {
    assert!(!prompt.is_empty());
    Ok(Answer)
}

#[llm_span(system = "openai", model = "m", input = prompt)]
fn ask(prompt: &str) -> Result<Answer, String> {
    assert!(!prompt.is_empty());
    Ok(Answer)
}

#[chain_step]
fn decides(about: &str) {
    decision(about.to_owned(), format!("not {about}")).confidence(0.5);
}

#[test]
fn the_guards_provider_redacts_when_a_host_uses_it() {
    let _turn = turn();
    let otlp = Receiver::grpc();
    let redaction = Redaction::none().with_fn(REDACTORS[0]);
    let telemetry = to(&otlp).redaction(redaction).build().unwrap();
    global::set_tracer_provider(telemetry.tracer_provider().clone());
    assert!(ask_with_capture(CANARY).is_ok());
    telemetry.shutdown(PLENTY).unwrap();
    global::set_tracer_provider(NoopTracerProvider::new());
    let left = format!("{:?}", otlp.requests());
    assert!(left.contains("gen_ai.input.messages"));
    assert!(!left.contains(CANARY), "{left}");
}

#[test]
fn the_subject_of_a_decision_is_redacted() {
    let _turn = turn();
    let otlp = Receiver::grpc();
    let redaction = Redaction::none().with_fn(REDACTORS[0]);
    let telemetry = to(&otlp).redaction(redaction).install().unwrap();
    decides(CANARY);
    telemetry.shutdown(PLENTY).unwrap();
    let left = format!("{:?}", otlp.requests());
    assert!(left.contains("chain.decision.[nobody].confidence"));
    assert!(!left.contains(CANARY));
}

thread_local! {
    static ASKED: Cell<usize> = const { Cell::new(0) };
}

/// Counts the calls of a thread.
fn counts(text: &str) -> Cow<'_, str> {
    ASKED.set(ASKED.get() + 1);
    Cow::Borrowed(text)
}

#[chain_step(kind = tool)]
fn use_tool() {}

#[test]
fn nothing_is_redacted_for_metrics_that_are_not_collected() {
    let _turn = turn();
    let otlp = Receiver::grpc();
    let collector = || exporter(OtlpProtocol::Grpc, otlp.endpoint());
    let asked = |metrics: Exporter| {
        let telemetry = Telemetry::builder()
            .exporter_for(Signal::Traces, collector())
            .exporter_for(Signal::Metrics, metrics)
            .redaction(Redaction::none().with(counts))
            .conventions(Conventions::LATEST);
        let telemetry = telemetry.install().unwrap();
        ASKED.set(0);
        use_tool();
        let asked = ASKED.get();
        telemetry.shutdown(PLENTY).unwrap();
        asked
    };
    assert_eq!(asked(Exporter::none()), 0);
    assert!(asked(collector().into()) > 0);
}

#[test]
fn nothing_is_redacted_for_a_span_that_does_not_record() {
    let _turn = turn();
    let policy = ContentPolicy::default().redaction(Redaction::none().with(counts));
    let capture = testing::capture().with_content_policy(policy);
    ASKED.set(0);
    capture.run(|| {
        record(attributes! { "app.about" = "nobody" });
        event("asked", attributes! { "app.about" = "nobody" });
    });
    assert_eq!(ASKED.get(), 0);
}
