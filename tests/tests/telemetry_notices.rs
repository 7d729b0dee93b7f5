//! What developers are told about their annotations. One test: where notices go to is global, and so
//! are the settings that a process chooses.

#![allow(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use std::sync::{Arc, Mutex};

use futures::executor::block_on;
use futures::stream::{self, Stream, StreamExt};
use genai_runtime::telemetry::{Exporter, Telemetry};
use genai_runtime::{Response, Usage, UsageReport, llm_span};

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

#[test]
fn a_stream_that_ends_without_usage_is_named_once() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let notices = told.clone();
    let telemetry = Telemetry::builder()
        .exporter(Exporter::none())
        .on_diagnostic(move |notice| notices.lock().unwrap().push(notice.to_owned()))
        .install()
        .unwrap();
    // Abandoned streams may have had more to say.
    block_on(words().take(1).count());
    block_on(deliberately_silent().count());
    block_on(counted().count());
    assert_eq!(*told.lock().unwrap(), [""; 0]);
    block_on(words().count());
    block_on(words().count());
    drop(telemetry);
    let told = told.lock().unwrap();
    let expected = "the stream of function `words` ended without reporting usage; ask the provider for it \
                    (OpenAI: `stream_options.include_usage`), or write `usage = none`";
    assert_eq!(*told, [expected]);
}
