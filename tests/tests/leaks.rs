//! A canary in everything that is said to a chain, looked for in everything that leaves the process.
//!
//! Telemetry is that of a process, so each case starts this binary again to run the ignored test, which exports
//! over OTLP and to the console.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may panic"
)]

use std::fmt;
use std::future::{Future, pending};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::pin::pin;
use std::process::Command;
use std::task::{Context, Poll, Waker};

use futures::executor::block_on;
use genai_runtime::content::DirectoryStore;
use genai_runtime::redact::Redaction;
use genai_runtime::telemetry::{Exporter, Telemetry};
use genai_runtime::{
    ContentCapture, Response, UsageReport, attributes, chain, chain_step, decision, evaluation,
    event, llm_span, propagation, record,
};
use genai_tests::receiver::{Payload, Receiver};
use genai_tests::setup::PLENTY;
use http::{HeaderMap, HeaderValue};
use prost::Message as _;

/// A key that the built-in kinds know wherever it stands.
const CANARY: &str = "sk-proj-cAnArY0123456789cAnArY0123456789";

const ENDINGS: [&str; 4] = ["success", "failure", "panic", "cancellation"];

#[derive(Debug)]
struct Refused(String);

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}` was refused", self.0)
    }
}

impl std::error::Error for Refused {}

struct Reply(String);

impl UsageReport for Reply {
    fn report(&self, response: &mut Response<'_>) {
        response
            .text(0, &self.0)
            .reasoning(0, &self.0)
            .output_tokens(1_u32);
        response.tool_call(0, 0).name("search").arguments(&self.0);
    }
}

/// Ends as it is told to.
async fn end(ending: &str, said: &str) -> Result<(), Refused> {
    match ending {
        "success" => Ok(()),
        "failure" => Err(Refused(said.to_owned())),
        "panic" => panic!("{said}"),
        _ => pending().await,
    }
}

#[llm_span(
    system = "openai",
    model = "m",
    input = prompt,
    system_instructions = prompt,
    tools = [prompt],
    prompt(name = "canary", variables("word" = prompt))
)]
async fn complete(ending: &str, prompt: &str) -> Result<Reply, Refused> {
    let reply = Reply(prompt.to_owned());
    end(ending, prompt).await.map(|()| reply)
}

#[chain_step(kind = tool, arguments = query, result = |found| found)]
async fn search(ending: &str, query: &str) -> Result<String, Refused> {
    let found = query.to_owned();
    end(ending, query).await.map(|()| found)
}

#[chain_step(kind = retrieval, data_source = "d", query = question, documents = |found| found)]
async fn retrieve(ending: &str, question: &str) -> Result<Vec<String>, Refused> {
    let found = vec![question.to_owned()];
    end(ending, question).await.map(|()| found)
}

#[chain_step(kind = memory, operation = search_memory, query = question, records = |found| found)]
async fn remember(ending: &str, question: &str) -> Result<Vec<String>, Refused> {
    let found = vec![question.to_owned()];
    end(ending, question).await.map(|()| found)
}

#[chain_step(kind = agent, input = question, output = |answer| answer)]
async fn act(ending: &str, question: &str) -> Result<String, Refused> {
    end(ending, question).await.map(|()| question.to_owned())
}

/// What a program says by itself, and only redaction can take out.
#[chain_step(attributes("app.note" = said))]
fn note(said: &str) {
    record(attributes! { "app.recorded" = said });
    event("noted", attributes! { "app.detail" = said });
    decision("routing", said.to_owned());
    evaluation("relevance").explanation(said.to_owned());
}

/// Names that are no content, and stand on metrics too.
#[llm_span(system = name, model = name, error_type = Refused::class)]
async fn complete_with(name: &str) -> Result<Reply, Refused> {
    call_tool(name);
    Err(Refused(name.to_owned()))
}

#[chain_step(kind = tool, name = name)]
fn call_tool(name: &str) {}

impl Refused {
    fn class(&self) -> String {
        self.0.clone()
    }
}

fn run(future: impl Future<Output: Sized>, ending: &str) {
    let ended = catch_unwind(AssertUnwindSafe(|| match ending {
        "cancellation" => {
            let polled = pin!(future).poll(&mut Context::from_waker(Waker::noop()));
            assert!(matches!(polled, Poll::Pending));
        }
        _ => {
            let _either_way = block_on(future);
        }
    }));
    assert_eq!(ended.is_err(), ending == "panic");
}

/// Runs everything once for each ending, beneath a request with the canary in its headers and baggage.
fn sing() {
    let mut headers = HeaderMap::new();
    let bearer = format!("Bearer {CANARY}");
    headers.insert("authorization", HeaderValue::from_str(&bearer).unwrap());
    let baggage = format!("app.secret={CANARY},other={CANARY}");
    headers.insert("baggage", HeaderValue::from_str(&baggage).unwrap());
    let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    headers.insert("traceparent", HeaderValue::from_static(trace));
    let incoming = propagation::extract(&headers);
    let _incoming = incoming.attach();
    for ending in ENDINGS {
        run(complete(ending, CANARY), ending);
        run(search(ending, CANARY), ending);
        run(retrieve(ending, CANARY), ending);
        run(remember(ending, CANARY), ending);
        run(act(ending, CANARY), ending);
    }
}

#[test]
#[ignore = "started by the other tests"]
fn child() {
    // What panics print is the program's own.
    std::panic::set_hook(Box::new(|_| {}));
    let endpoint = std::env::var("LEAKS_ENDPOINT").unwrap();
    let mut telemetry = Telemetry::builder()
        .exporter(Exporter::otlp().endpoint(endpoint))
        .exporter(Exporter::console())
        .conventions(genai_runtime::Conventions::LATEST);
    let mode = std::env::var("LEAKS_MODE").unwrap();
    if mode != "off" {
        telemetry = telemetry
            .content(ContentCapture::SpanAndEvent)
            .baggage_attributes(["app.secret"])
            .metric_attributes(["app.secret", "user.id"]);
    }
    if let Some(folder) = std::env::var_os("LEAKS_STORE") {
        telemetry = telemetry.content_store(DirectoryStore::new(folder));
    }
    if mode == "redacted" {
        telemetry = telemetry.redaction(Redaction::built_in());
    }
    let telemetry = telemetry.install().unwrap();
    sing();
    if mode != "off" {
        chain::scope().user(CANARY).enter(|| note(CANARY));
        run(complete_with(CANARY), "success");
        chain::scope()
            .user(CANARY)
            .enter(|| run(complete("success", CANARY), "success"));
    }
    telemetry.shutdown(PLENTY).unwrap();
}

/// A folder that is gone when the test is over.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let name = format!("genai-leaks-{}-{name}", std::process::id());
        Self(std::env::temp_dir().join(name))
    }

    /// The bytes of all files beneath it.
    fn bytes(&self) -> Vec<u8> {
        let (mut bytes, mut folders) = (Vec::new(), vec![self.0.clone()]);
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    bytes.extend(std::fs::read(path).unwrap());
                }
            }
        }
        bytes
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _gone = std::fs::remove_dir_all(&self.0);
    }
}

/// Everything that left a process in this mode: what it exported over OTLP and what it printed.
fn everything(mode: &str, store: Option<&Folder>) -> (Vec<u8>, Vec<u8>) {
    let receiver = Receiver::http();
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["child", "--exact", "--ignored", "--nocapture"]);
    for (name, _) in std::env::vars_os() {
        let upper = name.to_string_lossy().to_ascii_uppercase();
        if upper.starts_with("OTEL_") || upper.ends_with("_PROXY") {
            command.env_remove(name);
        }
    }
    command.env("LEAKS_ENDPOINT", receiver.endpoint());
    command.envs(store.map(|folder| ("LEAKS_STORE", &folder.0)));
    let output = command.env("LEAKS_MODE", mode).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    let (mut exported, mut seen) = (Vec::new(), [0; 3]);
    for request in receiver.requests() {
        let body = match request.payload {
            Payload::Traces(body) => {
                seen[0] += 1;
                body.encode_to_vec()
            }
            Payload::Metrics(body) => {
                seen[1] += 1;
                body.encode_to_vec()
            }
            Payload::Logs(body) => {
                seen[2] += 1;
                body.encode_to_vec()
            }
        };
        exported.extend(body);
        exported.extend(format!("{:?}", request.headers).bytes());
    }
    assert!(seen.iter().all(|requests| *requests > 0), "{seen:?}");
    let printed = [output.stdout, output.stderr].concat();
    (exported, printed)
}

fn count(haystack: &[u8], needle: &str) -> usize {
    let windows = haystack.windows(needle.len());
    windows
        .filter(|window| *window == needle.as_bytes())
        .count()
}

/// No part of the canary that tells anything.
fn assert_silent(haystack: &[u8], mode: &str) {
    for part in [CANARY, "cAnArY", "0123456789"] {
        assert_eq!(count(haystack, part), 0, "`{part}` where content is {mode}");
    }
}

#[test]
fn with_content_off_the_canary_is_nowhere() {
    let (exported, printed) = everything("off", None);
    assert!(count(&exported, "chat m") >= 4);
    assert!(count(&printed, "chat m") >= 4);
    assert_silent(&exported, "off");
    assert_silent(&printed, "off");
}

#[test]
fn with_redaction_on_the_canary_is_nowhere_in_clear() {
    let (exported, printed) = everything("redacted", None);
    assert!(count(&exported, "[api key]") >= 30);
    assert_silent(&exported, "redacted");
    assert_silent(&printed, "redacted");
}

#[test]
fn what_is_stored_by_reference_is_redacted_too() {
    for mode in ["off", "redacted"] {
        let folder = Folder::new(mode);
        let (exported, printed) = everything(mode, Some(&folder));
        let stored = folder.bytes();
        assert_eq!(count(&stored, "[api key]") > 0, mode == "redacted");
        for bytes in [exported, printed, stored] {
            assert_silent(&bytes, mode);
        }
    }
    let folder = Folder::new("open");
    let (exported, _) = everything("open", Some(&folder));
    assert!(count(&exported, "genai_runtime.stored") > 0);
    assert!(count(&folder.bytes(), CANARY) > 0);
}

#[test]
fn where_nothing_prevents_it_the_canary_sings() {
    let (exported, _) = everything("open", None);
    let found = count(&exported, CANARY);
    assert!(found >= 40, "the canary was found {found} times only");
}
