//! What must not leave is taken out of everything that does.

use genai_runtime::content::ContentPolicy;
use genai_runtime::redact::Redaction;
use genai_runtime::testing::{Capture, capture};
use genai_runtime::{
    ContentCapture, Usage, attributes, chain_step, decision, evaluation, event, llm_span, record,
};

use super::chain;

/// A key that the built-in kinds know.
const CANARY: &str = "sk-proj-cAnArY0123456789cAnArY0123456789";

/// An address that the built-in kinds know in upper case, too.
const BIRD: &str = "canary.bird@mail.example.com";

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
fn descriptions_of_errors_are_redacted_unless_that_is_turned_off() {
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
fn says_much(text: &str) {
    record(attributes! { "app.recorded" = text });
    event("happened", attributes! { "app.detail" = text });
    decision("routing", text.to_owned());
    evaluation("relevance").explanation(text.to_owned());
}

#[test]
fn every_text_is_redacted_where_redaction_is_on() {
    let policy = ContentPolicy::default()
        .capture(ContentCapture::SpanAndEvent)
        .redaction(Redaction::built_in());
    let clean = capture().with_content_policy(policy);
    clean.run(|| {
        says_much(BIRD);
        chain::workflow(BIRD);
    });
    let seen = everything(&clean);
    assert!(!seen.to_lowercase().contains(BIRD), "{seen}");
    assert!(seen.contains("[email]"));

    let open = capture().with_content(ContentCapture::SpanAndEvent);
    open.run(|| {
        says_much(BIRD);
        chain::workflow(BIRD);
    });
    let count = everything(&open).to_lowercase().matches(BIRD).count();
    assert!(count > 12, "the canary was said {count} times");
}

#[test]
fn a_secret_next_to_a_cut_does_not_leave_in_part() {
    #[llm_span(system = "openai", model = "m", input = prompt)]
    fn complete(prompt: &str) -> chain::Reply {
        chain::Reply(prompt.to_owned())
    }
    let policy = ContentPolicy::default()
        .capture(ContentCapture::SpanOnly)
        .redaction(Redaction::built_in());
    for shift in 0..60 {
        let half = "word ".repeat(1638);
        let padding = "x".repeat(shift);
        let prompt = format!("{half}{padding} {CANARY} {half}{half}{CANARY} {padding}{half}");
        let capture = capture().with_content_policy(policy.clone());
        capture.run(|| complete(&prompt));
        let seen = everything(&capture);
        assert!(seen.contains("omitted"), "nothing was cut");
        for length in 12..CANARY.len() {
            assert!(
                !seen.contains(&CANARY[..length]),
                "{shift}: a beginning of {length}"
            );
            assert!(
                !seen.contains(&CANARY[CANARY.len() - length..]),
                "{shift}: an end of {length}"
            );
        }
    }
}

#[test]
fn of_a_private_key_next_to_a_cut_no_line_leaves() {
    #[llm_span(system = "openai", model = "m", input = prompt)]
    fn complete(prompt: &str) -> chain::Reply {
        chain::Reply(prompt.to_owned())
    }
    let line = format!("{}\n", "kEyLiNe0".repeat(8));
    let key = format!(
        "-----BEGIN PRIVATE KEY-----\n{}-----END PRIVATE KEY-----\n",
        line.repeat(40)
    );
    let policy = ContentPolicy::default()
        .capture(ContentCapture::SpanOnly)
        .redaction(Redaction::built_in());
    let words = "word ".repeat(10_000);
    for shift in (0..10_000).step_by(700) {
        let (before, after) = words.split_at(4000 + shift);
        let prompt = format!("{before}{key}{after}{before}{key}{after}");
        let capture = capture().with_content_policy(policy.clone());
        capture.run(|| complete(&prompt));
        let seen = everything(&capture);
        assert!(seen.contains("omitted") && seen.contains("word word"));
        assert!(!seen.contains("kEyLiNe"), "{shift}");
    }
}
