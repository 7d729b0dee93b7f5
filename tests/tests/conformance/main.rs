//! The check against the conventions: what passes, and the findings of each rule.
#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod attributes;
mod events;
mod metrics;
mod operations;
mod passes;
mod spans;

use genai_runtime::Conventions;
use genai_runtime::testing::{Capture, Level, conformance};
use opentelemetry::trace::{Span, SpanBuilder, SpanKind, Status, Tracer, TracerProvider};
use opentelemetry::{Context, KeyValue};

/// A span as another library would write it: correct until a test changes it.
struct Written {
    scope: &'static str,
    name: &'static str,
    kind: SpanKind,
    status: Status,
    attributes: Vec<KeyValue>,
}

impl Written {
    fn chat() -> Self {
        Self::new(
            "chat m",
            SpanKind::Client,
            [
                ("gen_ai.operation.name", "chat"),
                ("gen_ai.provider.name", "groq"),
                ("gen_ai.request.model", "m"),
            ],
        )
    }

    fn tool() -> Self {
        Self::new(
            "execute_tool add",
            SpanKind::Internal,
            [
                ("gen_ai.operation.name", "execute_tool"),
                ("gen_ai.tool.name", "add"),
            ],
        )
    }

    /// A step of the framework, which has no operation.
    fn step() -> Self {
        let mut step = Self::new("tidy", SpanKind::Internal, [("chain.step.name", "tidy")]);
        step.scope = "genai-runtime";
        step
    }

    fn new<const N: usize>(
        name: &'static str,
        kind: SpanKind,
        attributes: [(&'static str, &'static str); N],
    ) -> Self {
        Self {
            scope: "another library",
            name,
            kind,
            status: Status::Unset,
            attributes: attributes
                .map(|(key, value)| KeyValue::new(key, value))
                .into(),
        }
    }

    fn with(mut self, key: &'static str, value: impl Into<opentelemetry::Value>) -> Self {
        self.attributes.push(KeyValue::new(key, value));
        self
    }

    fn without(mut self, key: &str) -> Self {
        self.attributes
            .retain(|attribute| attribute.key.as_str() != key);
        self
    }

    /// The operation in its attributes.
    fn operation(&self) -> &str {
        let mut attributes = self.attributes.iter();
        let operation = attributes.find(|it| it.key.as_str() == "gen_ai.operation.name");
        match operation.map(|attribute| &attribute.value) {
            Some(opentelemetry::Value::String(operation)) => operation.as_str(),
            _ => "",
        }
    }

    /// Replaces the value of an attribute.
    fn but(self, key: &'static str, value: &'static str) -> Self {
        self.without(key).with(key, value)
    }

    fn named(mut self, name: &'static str) -> Self {
        self.name = name;
        self
    }

    fn of_kind(mut self, kind: SpanKind) -> Self {
        self.kind = kind;
        self
    }

    fn ended(mut self, status: Status) -> Self {
        self.status = status;
        self
    }

    /// Starts the span in the current context; the caller ends it.
    fn start(self, capture: &Capture, parent: &Context) -> impl Span + Send + Sync + 'static {
        let tracer = capture.tracer_provider().tracer(self.scope);
        let builder = SpanBuilder::from_name(self.name)
            .with_kind(self.kind)
            .with_attributes(self.attributes);
        let mut span = tracer.build_with_context(builder, parent);
        span.set_status(self.status);
        span
    }

    /// The findings above information in these conventions.
    fn graver(self, conventions: Conventions) -> Vec<String> {
        let capture = Capture::with_conventions(conventions);
        self.start(&capture, &Context::new()).end();
        graver(&capture)
    }

    /// All findings about one attribute in v1.41.
    fn about(self, key: &str) -> Vec<String> {
        let capture = genai_runtime::testing::capture();
        self.start(&capture, &Context::new()).end();
        let findings = conformance(&capture).into_iter();
        let about = findings.filter(|finding| finding.key.as_deref() == Some(key));
        about.map(|finding| finding.to_string()).collect()
    }

    /// Asserts the findings above information in v1.41.
    #[track_caller]
    fn assert(self, expected: &[&str]) {
        assert_eq!(self.graver(Conventions::V1_41), expected);
    }

    /// Asserts the findings above information in the latest conventions.
    #[track_caller]
    fn assert_latest(self, expected: &[&str]) {
        assert_eq!(self.graver(Conventions::LATEST), expected);
    }
}

fn graver(capture: &Capture) -> Vec<String> {
    let findings = conformance(capture).into_iter();
    findings
        .filter(|finding| finding.level > Level::Information)
        .map(|finding| finding.to_string())
        .collect()
}
