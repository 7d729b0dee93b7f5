//! Notices to developers about mistakes in annotations. One test, because the function for notices and the settings are
//! global.

#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::sync::{Arc, Mutex};

use futures::executor::block_on;
use futures::stream::{self, Stream, StreamExt};
use genai_runtime::telemetry::{Exporter, Telemetry};
use genai_runtime::{
    Operation, Response, Usage, UsageReport, chain, chain_step, llm_span, testing,
};

struct Word;

impl UsageReport for Word {
    fn report(&self, response: &mut Response<'_>) {
        response.text(0, "word");
    }
}

#[llm_span(system = "openai", model = "m")]
fn words() -> impl Stream<Item = Word> {
    stream::iter([Word])
}

#[llm_span(system = "openai", model = "m", usage = none)]
fn deliberately_silent() -> impl Stream<Item = Word> {
    stream::iter([Word])
}

#[llm_span(system = "openai", model = "m")]
fn counted() -> impl Stream<Item = Usage> {
    stream::iter([Usage::new().output(1)])
}

#[chain_step(attempt = attempt)]
fn draft(attempt: i64) {}

fn built() {
    let call = Operation::llm("openai").model("m").infallible();
    block_on(call.run_stream(|| stream::iter([Word])).count());
}

#[test]
fn every_mistake_is_reported_once() {
    // Nothing is installed yet, so the notice is delivered later.
    testing::capture().run(|| block_on(words().count()));
    let notices = Arc::new(Mutex::new(Vec::new()));
    let sink = notices.clone();
    let telemetry = Telemetry::builder()
        .exporter(Exporter::none())
        .on_diagnostic(move |notice| sink.lock().unwrap().push(notice.to_owned()))
        .install()
        .unwrap();
    // A stream that is dropped early may have had usage to report.
    block_on(words().take(1).count());
    block_on(deliberately_silent().count());
    block_on(counted().count());
    assert_eq!(*notices.lock().unwrap(), [""; 0]);
    block_on(words().count());
    block_on(words().count());
    for _ in 0..2 {
        built();
        draft(0);
        chain::scope().attribute("error.type", "x").enter(|| {});
        chain::scope()
            .attribute("app.tenant", "x")
            .enter(|| draft(1));
    }
    drop(telemetry);
    let notices = notices.lock().unwrap();
    let expected = "the stream of function `words` ended without reporting usage; ask the provider for it \
                    (OpenAI: `stream_options.include_usage`), or write `usage = none`";
    let [words, built, attempt, scope] = &notices[..] else {
        assert_eq!(*notices, [expected]);
        return;
    };
    assert_eq!(words, expected);
    assert!(built.starts_with("the stream of the operation at `"));
    assert!(built.ends_with("or call `.no_usage()`"), "{built}");
    assert_eq!(
        attempt,
        "the attempt of function `draft` is less than 1 and is left out: attempts are counted from 1"
    );
    assert_eq!(
        scope,
        "the attribute `error.type` of a scope is left out: it describes a single operation; set it on that operation"
    );
}
