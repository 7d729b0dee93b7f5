//! Recorded streams over HTTP, in awkward pieces.

use std::num::NonZeroUsize;

use futures::stream::{BoxStream, StreamExt};
use genai_runtime::testing::capture;
use genai_runtime::wire::{WireError, json_lines, server_sent_events};
use genai_runtime::{ContentCapture, llm_span};
use genai_tests::replay::{Interaction, Pieces, ReplayServer, recordings};
use serde_json::Value;

use crate::answer::Answer;
use crate::expected::Expected;
use crate::format::{Format, is_stream};
use crate::{bodies, is_sse};

type Events = BoxStream<'static, Result<Value, WireError<reqwest::Error>>>;

/// What a user does who calls a provider with a plain HTTP client.
#[llm_span(system = "openai", model = "recorded", endpoint = url, stream)]
async fn events(client: &reqwest::Client, url: &str, sse: bool) -> reqwest::Result<Events> {
    let body = client.post(url).send().await?.bytes_stream();
    Ok(if sse {
        server_sent_events(body).boxed()
    } else {
        json_lines(body).boxed()
    })
}

#[tokio::test]
async fn streams_in_pieces_say_what_their_bodies_say() {
    let Some(recordings) = recordings().unwrap() else {
        eprintln!("skipped: GENAI_RECORDINGS does not name a directory of recordings");
        return;
    };
    let mut checked = 0;
    let mut calls = 0;
    for recording in &recordings {
        for interaction in recording.interactions.iter().filter(|one| is_stream(one)) {
            let Some(format) = Format::of(interaction) else {
                continue;
            };
            let bodies = bodies(interaction);
            let answer = Answer::read(format, &bodies);
            let expected = Expected::read(format, &bodies);
            for pieces in [of(1), of(7), Pieces::Whole] {
                let name = format!("{recording} from {} in {pieces:?}", interaction.host);
                let capture = capture().with_content(ContentCapture::SpanOnly);
                let chunks = capture.run_async(replay(interaction, pieces)).await;
                assert_eq!(chunks, bodies.len(), "{name}");
                assert_eq!(Expected::captured(&capture), expected, "{name}");
                let span = capture.only_span();
                assert_eq!(Answer::captured(&span), answer, "{name}");
                let outcome = span.text("genai_runtime.stream.outcome");
                assert_eq!(outcome.as_deref(), Some("completed"), "{name}");
            }
            checked += 1;
            calls += answer.calls();
        }
    }
    eprintln!("checked {checked} streams with {calls} tool calls, each in three ways");
    assert!(checked > 50 && calls > 10);
}

fn of(bytes: usize) -> Pieces {
    Pieces::Of(NonZeroUsize::new(bytes).unwrap())
}

/// Plays a stream back and reads it to its end; returns the number of its events.
async fn replay(interaction: &Interaction, pieces: Pieces) -> usize {
    let server = ReplayServer::start([interaction.clone()], pieces).unwrap();
    let url = format!("{}{}", server.origin(), interaction.path);
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let events = events(&client, &url, is_sse(interaction)).await.unwrap();
    events.map(Result::unwrap).count().await
}
