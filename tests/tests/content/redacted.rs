//! Redaction applies to everything that is recorded.

use genai_runtime::content::ContentPolicy;
use genai_runtime::redact::Redaction;
use genai_runtime::testing::{Capture, capture};
use genai_runtime::{
    ContentCapture, Usage, attributes, chain_step, decision, evaluation, event, llm_span, record,
};

use super::chain;

/// A key that the built-in kinds detect.
const CANARY: &str = "sk-proj-cAnArY0123456789cAnArY0123456789";

/// An address that the built-in kinds detect, also in upper case.
const ADDRESS: &str = "canary.bird@mail.example.com";

fn everything(capture: &Capture) -> String {
    format!("{:?} {:?}", capture.spans(), capture.events())
}

#[derive(Debug)]
struct Refused(String);

impl std::fmt::Display for Refused {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "the key {} was refused", self.0)
    }
}

impl std::error::Error for Refused {}

#[llm_span(system = "openai", model = "m")]
fn fails() -> Result<Usage, Refused> {
    Err(Refused(CANARY.to_owned()))
}

#[test]
fn error_descriptions_are_redacted_unless_redaction_is_off() {
    let silent = capture();
    silent.run(fails).unwrap_err();
    let span = silent.span("chat m");
    assert!(
        format!("{:?}", span.status).contains("the key [api key] was refused"),
        "{span:?}"
    );
    assert!(!everything(&silent).contains(CANARY));

    let open = capture().with_content_policy(ContentPolicy::default().redaction(Redaction::none()));
    open.run(fails).unwrap_err();
    assert!(everything(&open).contains(CANARY));
}

#[chain_step(name = format!("step {text}"), attributes("app.note" = text, "app.notes" = [text]))]
fn record_everything(text: &str) {
    record(attributes! { "app.recorded" = text });
    event("happened", attributes! { "app.detail" = text });
    decision("routing", text.to_owned());
    evaluation("relevance").explanation(text.to_owned());
}

#[test]
fn redaction_applies_to_every_recorded_text() {
    let policy = ContentPolicy::default()
        .capture(ContentCapture::SpanAndEvent)
        .redaction(Redaction::built_in());
    let clean = capture().with_content_policy(policy);
    clean.run(|| {
        record_everything(ADDRESS);
        chain::workflow(ADDRESS);
    });
    let seen = everything(&clean);
    assert!(!seen.to_lowercase().contains(ADDRESS), "{seen}");
    assert!(seen.contains("[email]"));

    let open = capture().with_content(ContentCapture::SpanAndEvent);
    open.run(|| {
        record_everything(ADDRESS);
        chain::workflow(ADDRESS);
    });
    let count = everything(&open).to_lowercase().matches(ADDRESS).count();
    assert!(count > 12, "the marker occurs {count} times");
}
