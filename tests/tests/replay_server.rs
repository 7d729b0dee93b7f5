//! The replay server sends what was recorded, byte for byte.

#![allow(
    clippy::unwrap_used,
    reason = "helpers of tests may panic, as tests may"
)]

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use futures::TryStreamExt;
use genai_tests::replay::{
    Interaction, Pieces, ReceivedRequest, Recording, RecordingSet, ReplayServer, Verdict, Verdicts,
    recordings,
};

const CASE: &str = r#"{
  "case": "two[turns]",
  "interactions": [
    {
      "host": "api.openai.com", "method": "POST", "path": "/v1/chat/completions?trace=1", "request_body": "{\"n\": 1}",
      "status": 200, "content_type": "text/event-stream; charset=utf-8",
      "response_body": "data: {\"text\":\"Grüße\"}\r\n\r\n\ndata: [DONE]\n\n"
    },
    {
      "host": "api.openai.com", "method": "GET", "path": "/v1/models", "request_body": null,
      "status": 429, "content_type": "application/json", "response_body": "{ \"error\":  null }\n"
    }
  ]
}"#;

fn http() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().unwrap()
}

fn of(size: usize) -> Pieces {
    Pieces::Of(NonZeroUsize::new(size).unwrap())
}

/// A new directory for one test, with its name.
fn directory(test: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("replay_server")
        .join(test);
    if directory.exists() {
        fs::remove_dir_all(&directory).unwrap();
    }
    fs::create_dir_all(&directory).unwrap();
    directory
}

fn small_recording() -> Recording {
    #[derive(serde::Deserialize)]
    struct Case {
        case: String,
        interactions: Vec<Interaction>,
    }
    let case: Case = serde_json::from_str(CASE).unwrap();
    Recording {
        file: "client/two.json".to_owned(),
        case: case.case,
        interactions: case.interactions,
    }
}

struct Played {
    status: u16,
    content_type: String,
    pieces: Vec<Vec<u8>>,
}

async fn send(http: &reqwest::Client, server: &ReplayServer, recorded: &Interaction) -> Played {
    // Recorded methods are in lower case, but HTTP methods are case-sensitive.
    let method = recorded.method.to_uppercase().parse().unwrap();
    let url = format!("{}{}", server.origin(), recorded.path);
    let body = recorded.request_body.clone().unwrap_or_default();
    let response = http.request(method, url).body(body).send().await.unwrap();
    Played {
        status: response.status().as_u16(),
        content_type: response.headers()["content-type"]
            .to_str()
            .unwrap()
            .to_owned(),
        pieces: response
            .bytes_stream()
            .map_ok(|piece| piece.to_vec())
            .try_collect()
            .await
            .unwrap(),
    }
}

async fn assert_replayed(http: &reqwest::Client, interactions: &[Interaction], pieces: Pieces) {
    let server = ReplayServer::start(interactions.to_vec(), pieces).unwrap();
    for recorded in interactions {
        let played = send(http, &server, recorded).await;
        assert_eq!(played.status, recorded.status, "{recorded}");
        assert_eq!(played.content_type, recorded.content_type, "{recorded}");
        assert!(
            played.pieces.concat() == recorded.response_body.as_bytes(),
            "{recorded}: the body differs"
        );
        if let Pieces::Of(size) = pieces {
            assert!(
                played.pieces.iter().all(|piece| piece.len() <= size.get()),
                "{recorded}: a piece is longer than {size} bytes"
            );
        }
    }
    assert_eq!(server.remaining(), 0);
    let sent = interactions.iter().map(|recorded| ReceivedRequest {
        method: recorded.method.to_uppercase(),
        path: recorded.path.clone(),
        body: recorded.request_body.clone().unwrap_or_default().into(),
    });
    assert_eq!(server.requests(), sent.collect::<Vec<_>>());
}

#[test]
fn recordings_are_read_from_nested_directories_without_changing_a_byte() {
    let root = directory("recordings_are_read_from_nested_directories_without_changing_a_byte");
    fs::create_dir(root.join("client")).unwrap();
    fs::write(root.join("client").join("two.json"), CASE).unwrap();
    fs::write(root.join("README.md"), "not a recording").unwrap();

    let set = RecordingSet::read(&root).unwrap();
    assert_eq!(set.recordings(), [small_recording()]);
    let names = set.interactions().map(|(name, _)| name);
    let expected = ["client/two.json#0", "client/two.json#1"];
    assert_eq!(names.collect::<Vec<_>>(), expected);
    assert!(!set.is_known());
}

#[test]
fn a_file_that_is_not_a_recording_is_reported_and_the_others_are_read() {
    let root = directory("a_file_that_is_not_a_recording_is_reported_and_the_others_are_read");
    fs::create_dir(root.join("client")).unwrap();
    fs::write(root.join("client").join("two.json"), CASE).unwrap();
    fs::write(root.join("broken.json"), "{").unwrap();
    let set = RecordingSet::read(&root).unwrap();
    assert_eq!(set.recordings(), [small_recording()]);
    let unreadable = set.unreadable().iter().map(ToString::to_string);
    let unreadable: Vec<_> = unreadable.collect();
    assert!(
        unreadable.len() == 1 && unreadable[0].contains("broken.json"),
        "{unreadable:?}"
    );
}

#[test]
fn a_directory_without_recordings_is_an_error() {
    let root = directory("a_directory_without_recordings_is_an_error");
    let error = RecordingSet::read(&root).unwrap_err().to_string();
    assert!(error.contains("there are no `.json` files"), "{error}");
}

#[tokio::test]
async fn a_small_recording_is_replayed_whole_and_in_pieces() {
    let recording = small_recording();
    let http = http();
    for pieces in [Pieces::Whole, of(1), of(7), of(10_000)] {
        assert_replayed(&http, &recording.interactions, pieces).await;
    }
}

#[tokio::test]
async fn a_body_arrives_in_pieces_of_the_given_size() {
    let recording = small_recording();
    let server = ReplayServer::start(recording.interactions.clone(), of(7)).unwrap();
    let http = http();
    let first = &recording.interactions[0];
    let played = send(&http, &server, first).await;
    assert_eq!(played.pieces.len(), first.response_body.len().div_ceil(7));
}

#[tokio::test]
async fn an_excess_request_gets_410_and_is_listed() {
    let server = ReplayServer::start(Vec::new(), Pieces::Whole).unwrap();
    let http = http();
    let response = http.get(server.origin()).send().await.unwrap();
    assert_eq!(response.status(), 410);
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn dropping_the_server_does_not_wait_for_idle_clients() {
    let recording = small_recording();
    let server = ReplayServer::start(recording.interactions.clone(), Pieces::Whole).unwrap();
    let http = http();
    send(&http, &server, &recording.interactions[0]).await;
    let origin = server.origin();
    // The client keeps its connection open.
    drop(server);
    assert!(http.get(origin).send().await.is_err());
}

#[tokio::test]
async fn all_recordings_are_replayed() {
    let Some(set) = recordings().unwrap() else {
        return;
    };
    let http = http();
    let mut verdicts = Verdicts::default();
    for recording in set.recordings() {
        let judge = judge(&http, recording);
        verdicts.judge_async(&recording.file, judge).await;
    }
    verdicts.finish(&set, |verdicts| {
        assert_eq!(verdicts.all_checked(), [("replayed", 179)]);
    });
}

async fn judge(http: &reqwest::Client, recording: &Recording) -> Verdict {
    // In HTTP these responses have no body.
    let has_body = |one: &&Interaction| {
        !matches!(one.status, 0..200 | 204 | 304) && !one.method.eq_ignore_ascii_case("HEAD")
    };
    let interactions = recording.interactions.iter().filter(has_body);
    let interactions: Vec<_> = interactions.cloned().collect();
    for pieces in [Pieces::Whole, of(1021)] {
        assert_replayed(http, &interactions, pieces).await;
    }
    Verdict::Checked("replayed".to_owned())
}
