//! Runs the queue worker as two processes, with a Redis server between them, and expects one trace.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "helpers of tests may panic, as tests may; a skipped test prints a notice"
)]

mod redis_server;

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Output, Stdio};

use genai_tests::environment::remove_configuration;
use genai_tests::receiver::{Arrived, ClosedPort, Receiver, attribute};
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::trace::v1::Span;
use redis_server::RedisServer;

/// Spans of a producer: the workflow, three tickets and putting them into the queue.
const PRODUCED: usize = 5;
/// Spans of a consumer: three tickets and the batch, each with a call to the model.
const CONSUMED: usize = 8;

/// The program in one role, with the environment of a clean checkout.
fn worker(role: &str, redis: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_queue_worker"));
    remove_configuration(&mut command)
        .arg(role)
        .env("REDIS_URL", redis);
    command
}

fn exporting(role: &str, redis: &RedisServer, receiver: &Receiver) -> Command {
    let mut worker = worker(role, &redis.url());
    worker
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
        .env("NO_PROXY", "127.0.0.1");
    worker
}

fn stdout(output: &Output) -> String {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// The ids of the traces that a program printed.
fn printed_traces(stdout: &str) -> HashSet<String> {
    let lines = stdout.lines();
    let traces = lines.filter_map(|line| line.strip_prefix("trace ")?.split_once(':'));
    traces.map(|(trace, _)| trace.to_owned()).collect()
}

fn text(attributes: &[opentelemetry_proto::tonic::common::v1::KeyValue], key: &str) -> String {
    match attribute(attributes, key) {
        Some(Value::StringValue(text)) => text,
        other => panic!("expected text in `{key}`, found {other:?}"),
    }
}

fn service(span: &Arrived<Span>) -> String {
    text(&span.resource.attributes, "service.name")
}

fn named<'a>(spans: &'a [Arrived<Span>], name: &str) -> Vec<&'a Span> {
    let items = spans.iter().map(|span| &span.item);
    items.filter(|span| span.name == name).collect()
}

/// Asserts one trace, in which each ticket's triage is a child of its creation, and the digest is linked to all
/// tickets.
fn assert_one_trace(spans: &[Arrived<Span>], printed: &HashSet<String>) {
    let mut roots = spans
        .iter()
        .filter(|span| span.item.parent_span_id.is_empty());
    let root = roots.next().unwrap();
    assert_eq!(root.item.name, "invoke_workflow submit_tickets");
    assert!(roots.next().is_none());
    let trace = u128::from_be_bytes(root.item.trace_id.as_slice().try_into().unwrap());
    assert_eq!(*printed, HashSet::from([format!("{trace:032x}")]));
    for span in spans {
        assert_eq!(span.item.trace_id, root.item.trace_id, "{}", span.item.name);
    }

    let created = named(spans, "create_ticket");
    let triaged = named(spans, "triage");
    assert_eq!((created.len(), triaged.len()), (3, 3));
    for ticket in &created {
        let id = attribute(&ticket.attributes, "ticket.id").unwrap();
        let of_ticket =
            |span: &&&Span| attribute(&span.attributes, "ticket.id") == Some(id.clone());
        let triage = triaged.iter().find(of_ticket).unwrap();
        assert_eq!(triage.parent_span_id, ticket.span_id);
    }

    let digests = named(spans, "digest");
    let [digest] = digests[..] else {
        panic!("expected one digest, found {digests:?}")
    };
    assert_eq!(digest.parent_span_id, created[0].span_id);
    let links: Vec<_> = digest.links.iter().map(|link| &link.span_id).collect();
    let tickets: Vec<_> = created.iter().map(|ticket| &ticket.span_id).collect();
    assert_eq!(links, tickets);
    assert!(
        digest
            .links
            .iter()
            .all(|link| link.trace_id == root.item.trace_id)
    );

    let services = spans
        .iter()
        .map(|span| (span.item.name.as_str(), service(span)));
    for (name, service) in services {
        let is_of_consumer = ["triage", "digest", "chat ticket-rules-1"].contains(&name);
        let expected = if is_of_consumer {
            "ticket-consumer"
        } else {
            "ticket-producer"
        };
        assert_eq!(service, expected, "{name}");
    }
}

#[test]
fn a_consumer_continues_the_producers_trace() {
    let Some(redis) = RedisServer::start() else {
        return;
    };
    let receiver = Receiver::http();
    let produced = exporting("produce", &redis, &receiver).output().unwrap();
    let mut printed = printed_traces(&stdout(&produced));
    let consumed = exporting("consume", &redis, &receiver).output().unwrap();
    let consumed = stdout(&consumed);
    assert_eq!(consumed.matches("trace ").count(), 4, "{consumed}");
    printed.extend(printed_traces(&consumed));
    let mut spans = receiver.spans(PRODUCED + CONSUMED);
    assert_eq!(spans.len(), PRODUCED + CONSUMED);
    spans.sort_by_key(|span| span.item.start_time_unix_nano);
    assert_one_trace(&spans, &printed);
}

/// Starts a consumer and returns once it waits for tickets.
fn waiting_consumer(redis: &RedisServer, receiver: &Receiver) -> (Child, impl BufRead) {
    let mut consumer = exporting("consume", redis, receiver)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdout = BufReader::new(consumer.stdout.take().unwrap());
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    assert_eq!(line, "waiting for tickets\n");
    (consumer, stdout)
}

#[test]
fn a_consumer_that_starts_first_waits_for_tickets() {
    let Some(redis) = RedisServer::start() else {
        return;
    };
    let receiver = Receiver::http();
    let (mut consumer, mut printing) = waiting_consumer(&redis, &receiver);
    let produced = exporting("produce", &redis, &receiver).output().unwrap();
    let mut printed = printed_traces(&stdout(&produced));
    let mut rest = String::new();
    printing.read_to_string(&mut rest).unwrap();
    assert!(consumer.wait().unwrap().success());
    printed.extend(printed_traces(&rest));
    let mut spans = receiver.spans(PRODUCED + CONSUMED);
    spans.sort_by_key(|span| span.item.start_time_unix_nano);
    assert_one_trace(&spans, &printed);
}

#[test]
fn both_roles_print_their_spans_without_a_collector() {
    let Some(redis) = RedisServer::start() else {
        return;
    };
    let produced = stdout(&worker("produce", &redis.url()).output().unwrap());
    assert!(produced.contains("\n├─ create_ticket"), "{produced}");
    let consumed = stdout(&worker("consume", &redis.url()).output().unwrap());
    assert!(consumed.contains("chat ticket-rules-1"), "{consumed}");
}

#[test]
fn both_roles_print_help_and_no_password_if_no_server_answers() {
    let port = ClosedPort::reserve();
    let address = port.endpoint().replace("http://", "");
    for role in ["produce", "consume"] {
        let redis = format!("redis://user:secret@{address}");
        let output = worker(role, &redis).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        let stderr = String::from_utf8(output.stderr).unwrap();
        let expected = format!("error: no Redis server can be reached at {address}: ");
        assert!(stderr.starts_with(&expected), "{stderr}");
        assert!(
            stderr.contains("\nhelp: start one with `redis-server "),
            "{stderr}"
        );
        assert!(!stderr.contains("secret"), "{stderr}");
    }
}

#[test]
fn an_invalid_url_is_an_error() {
    let output = worker("produce", "no url").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(
        stderr.starts_with("error: `REDIS_URL` is invalid: "),
        "{stderr}"
    );
}

#[test]
fn an_unknown_role_prints_the_usage() {
    let output = worker("neither", "").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(stderr, "usage: queue_worker produce | consume\n");
}
